import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import * as words from '#words/approvals.tsx'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { alertQuery } from '../shared/triage/queries.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable, Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

interface EvidenceProps {
  readonly alertId: string
  /** Digests that stand in the plan. */
  readonly digests: readonly string[]
}

/** The sealed records that the plan names by digest; one that is no longer there under that digest is told apart. */
export function Evidence({ alertId, digests }: EvidenceProps) {
  const alert = useQuery(alertQuery(useBackend(), alertId))
  const records = alert.data?.records ?? []
  const named = digests.map((digest) => ({ digest, record: records.find((record) => record.digest === digest) }))
  const found = named.filter(({ record }) => record !== undefined).length
  return (
    <Section
      title={words.onWhatEvidence}
      aside={alert.data === undefined ? words.records(digests.length) : words.recordsShown(found, digests.length)}
    >
      {alert.error === null ? null : <p className="text-doubt">{failureWords(alert.error).detail}</p>}
      {digests.length === 0 ? <p className="text-text-2">{words.noRecordNamed}</p> : null}
      <ul>
        {named.map(({ digest, record }) => (
          <li
            key={digest}
            className="flex min-h-7 flex-wrap items-center gap-x-4 border-b border-line py-1 text-small last:border-b-0 tablet:flex-nowrap"
          >
            <span className="min-w-34 shrink-0">
              {record === undefined ? (
                <NotApplicable />
              ) : (
                <Time at={record.observedAt ?? record.receivedAt} look="clock" />
              )}
            </span>
            <span className="min-w-0 grow truncate">
              {record === undefined ? (
                <span className="text-text-2">{words.olderRecord}</span>
              ) : (
                <HostileText text={record.title} />
              )}
            </span>
            {record?.from == null ? null : <HostileText text={record.from} mono className="shrink-0 text-text-2" />}
            <span className="flex shrink-0 items-center gap-1.5 font-mono text-text-3" title={`sha256:${digest}`}>
              {record === undefined ? null : <Check aria-label={words.sameDigest} size={14} className="text-ok" />}
              {digest.slice(0, 8)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
