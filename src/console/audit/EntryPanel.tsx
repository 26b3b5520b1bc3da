import { useQuery } from '@tanstack/react-query'
import { Check, X } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/audit.tsx'
import type { AuditSubject } from '../../domain/audit/entry.ts'
import { sentence } from '../../domain/audit/sentence.ts'
import type { AuditRow } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { RecordMark, type RecordState } from '../shared/marks/RecordMark.tsx'
import { Link } from '../shared/router/Link.tsx'
import { Button } from '../ui/Button.tsx'
import { Digest } from '../ui/Digest.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'
import { proofSteps } from './proof-steps.ts'
import type { Verdict } from './verify-client.ts'

interface EntryPanelProps {
  readonly row: AuditRow
  readonly state: RecordState
  readonly verdict: Verdict
  readonly onClose: () => void
  readonly onSubject: (id: string) => void
}

/** One entry, its way to the root that this browser computed, and what that cannot show. */
export function EntryPanel({ row, state, verdict, onClose, onSubject }: EntryPanelProps) {
  const [widthPx, setWidthPx] = useState(400)
  const { entry } = row
  const said = sentence(entry)
  return (
    <Drawer
      label={words.entryName(entry.sequence)}
      header={<span className="font-mono">{words.entry(entry.sequence)}</span>}
      onClose={onClose}
      sizePx={widthPx}
      onResize={setWidthPx}
    >
      <h2 className="text-title font-title">
        <HostileText text={said.who} /> {said.did} <HostileText text={said.what} />
      </h2>
      <p className="mt-1 flex items-center gap-3 pb-3 text-text-2">
        <RecordMark state={state} size="heading" /> <Time at={entry.at} look="full" />
      </p>
      {said.detail === null ? null : (
        <p className="pb-3 text-text-2">
          <HostileText text={said.detail} className="[overflow-wrap:anywhere]" />
        </p>
      )}
      <Subjects subjects={entry.subjects} onSubject={onSubject} />
      <ProofPath row={row} verdict={verdict} />
      <Section title={words.entryAsItWasHashed} aside={words.canonicalJsonRfc}>
        <pre className="max-h-80 overflow-auto rounded-s bg-sunken p-3 font-mono text-small whitespace-pre-wrap [overflow-wrap:anywhere]">
          <HostileText text={JSON.stringify(entry, null, 2)} multiline />
        </pre>
      </Section>
      <Section title={words.whatThisCannot}>
        <p className="text-text-2">{words.entriesThat}</p>
        {verdict.kind === 'done' ? (
          <p className="mt-2 text-text-3">
            {words.rootAt(verdict.size, <Digest hex={verdict.report.root} of={words.recordWord} />)}
          </p>
        ) : null}
      </Section>
    </Drawer>
  )
}

function Subjects(props: { readonly subjects: readonly AuditSubject[]; readonly onSubject: (id: string) => void }) {
  if (props.subjects.length === 0) return null
  return (
    <Section title={words.about}>
      <ul className="flex flex-col gap-1">
        {props.subjects.map((subject) => (
          <li key={`${subject.kind}:${subject.id}`} className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">
              <span className="text-text-3">{subject.kind}</span> <SubjectLink subject={subject} />
            </span>
            <Button look="ghost" onClick={() => props.onSubject(subject.id)}>
              {words.allEntries}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function SubjectLink({ subject }: { readonly subject: AuditSubject }) {
  const label = <HostileText text={subject.label} mono maxLength={36} />
  const look = 'text-accent hover:underline'
  if (subject.kind === 'alert') {
    return (
      <Link to="/alerts/$alertId" params={{ alertId: subject.id }} className={look}>
        {label}
      </Link>
    )
  }
  if (subject.kind === 'plan') {
    return (
      <Link to="/plans/$planId" params={{ planId: subject.id }} className={look}>
        {label}
      </Link>
    )
  }
  if (subject.kind === 'identity') {
    return (
      <Link to="/identities/$identityId" params={{ identityId: subject.id }} className={look}>
        {label}
      </Link>
    )
  }
  return label
}

/** The inclusion proof, recomputed here step by step: the gateway gives the siblings, this browser does the hashing. */
function ProofPath({ row, verdict }: { readonly row: AuditRow; readonly verdict: Verdict }) {
  const backend = useBackend()
  const { sequence } = row.entry
  const size = verdict.kind === 'done' ? verdict.size : 0
  const proof = useQuery({
    queryKey: ['proof', sequence, size],
    queryFn: () => backend.auditProof(sequence, size),
    enabled: size > sequence,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (size <= sequence) {
    return (
      <Section title={words.fromThisEntry}>
        <p className="text-text-2">{words.cameAfterTheCheck}</p>
      </Section>
    )
  }
  if (proof.isError) {
    return (
      <Section title={words.fromThisEntry}>
        <p className="text-doubt">{failureWords(proof.error).detail}</p>
      </Section>
    )
  }
  if (proof.data === undefined || verdict.kind !== 'done') return null
  const { steps, holds } = proofSteps(row.entry, proof.data, verdict.report.root)
  return (
    <Section title={words.fromThisEntry} aside={holds ? words.hashedInThisBrowser : undefined}>
      <ol className="grid grid-cols-[auto_1fr_auto] gap-x-4 gap-y-1 font-mono text-small">
        {steps.map((step) => (
          <li key={step.label + step.hash} className="col-span-3 grid grid-cols-subgrid">
            <span className="text-text-3">{step.label}</span>
            <span title={step.hash}>
              {step.hash.slice(0, 4)} {step.hash.slice(4, 8)} … {step.hash.slice(-4)}
            </span>
            <span className="font-sans text-text-3 tabular-nums">{step.covers}</span>
          </li>
        ))}
      </ol>
      <p className="mt-2 flex items-center gap-2">
        {holds ? <Check aria-hidden size={14} className="text-ok" /> : <X aria-hidden size={14} className="text-bad" />}
        {holds ? words.leadsToTheRoot(size) : words.doesNotLead}
      </p>
    </Section>
  )
}
