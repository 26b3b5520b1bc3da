import { clsx } from 'clsx'
import { Check, FlaskConical, X } from 'lucide-react'
import { useState } from 'react'
import type { HistoryRecord } from '../../../domain/views/record-views.ts'
import type { LabExplanation } from '../../../engine/worker/client.ts'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { describeHostile } from '../../ui/hostile-text.ts'
import { plural } from '../../ui/number-text.ts'
import { Time } from '../../ui/Time.tsx'
import { ScrollBox } from '../ScrollBox.tsx'
import { decidingParts } from './deciding.ts'
import type { PinnedTest } from './drafts.ts'

interface ExplainPanelProps {
  readonly record: HistoryRecord
  /** Null while it is asked for, and where the rules cannot be read. */
  readonly explanation: LabExplanation | null
  readonly pinned: PinnedTest['must'] | null
  readonly onPin: (must: PinnedTest['must'] | null) => void
  readonly onLine: (line: number) => void
}

/** Why a record fires or does not: what decides in a sentence, then the truth of every condition, then the record. */
export function ExplainPanel({ record, explanation, pinned, onPin, onLine }: ExplainPanelProps) {
  const [isRaw, setIsRaw] = useState(false)
  const deciding = explanation === null ? [] : decidingParts(explanation)
  return (
    <section aria-label="Why" className="flex min-h-0 min-w-0 grow flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
        <h2 className="min-w-0 grow truncate text-body font-title">
          <HostileText text={record.title} />
        </h2>
        <span className="shrink-0 text-micro text-text-3">
          {record.format}, <Time at={record.observedAt ?? record.receivedAt} look="clock" />
        </span>
        <span className="flex shrink-0 gap-1.5">
          <Pin must="fire" pinned={pinned} onPin={onPin} />
          <Pin must="stay-calm" pinned={pinned} onPin={onPin} />
          <Button look="ghost" aria-pressed={isRaw} onClick={() => setIsRaw(!isRaw)}>
            {isRaw ? 'Conditions' : 'Record'}
          </Button>
        </span>
      </header>
      <ScrollBox label="Conditions and their truth" className="min-h-0 grow px-4 py-2">
        {isRaw ? (
          <RawRecord record={record} />
        ) : !record.isIntact ? (
          <p className="text-doubt">Its bytes are not those that were sealed, so no rule is asked about it.</p>
        ) : explanation === null ? (
          <p className="text-text-2">The text cannot be read yet.</p>
        ) : (
          <>
            <p role="status" className="mb-2">
              <span className="font-title">{explanation.isTrue ? 'It fires' : 'It does not fire'}</span>
              <span className="text-text-2">
                {explanation.isTrue ? ': every condition that it takes holds.' : `: ${reasonWords(deciding)}.`}
              </span>
            </p>
            <ul>
              <Condition
                part={explanation}
                depth={0}
                deciding={new Set(explanation.isTrue ? [] : deciding)}
                onLine={onLine}
              />
            </ul>
          </>
        )}
      </ScrollBox>
    </section>
  )
}

interface PinProps {
  readonly must: PinnedTest['must']
  readonly pinned: PinnedTest['must'] | null
  readonly onPin: ExplainPanelProps['onPin']
}

function Pin({ must, pinned, onPin }: PinProps) {
  const isOn = pinned === must
  return (
    <Button
      aria-pressed={isOn}
      icon={<FlaskConical aria-hidden size={14} />}
      className="aria-pressed:bg-select"
      onClick={() => onPin(isOn ? null : must)}
    >
      {must === 'fire' ? 'Must fire' : 'Must not fire'}
    </Button>
  )
}

/** A link between conditions that the rule writes as a word, or by a list, or not at all. */
const LINKS: Readonly<Record<string, string>> = {
  and: 'all of these',
  all: 'all of these',
  or: 'one of these',
  any: 'one of these',
}

interface ConditionProps {
  readonly part: LabExplanation
  readonly depth: number
  readonly deciding: ReadonlySet<LabExplanation>
  readonly onLine: (line: number) => void
}

/** One condition: whether it holds, what the rule asks, what the record has. A click goes to its line. */
function Condition({ part, depth, deciding, onLine }: ConditionProps) {
  const { isTrue, text, line, found, parts, kind } = part
  const isDeciding = deciding.has(part)
  const label = <HostileText text={LINKS[text] ?? text} mono className="whitespace-normal! wrap-anywhere" />
  return (
    <li>
      <div
        className={clsx('flex min-h-6 items-start gap-2 py-0.5', isDeciding ? 'text-text' : 'text-text-2')}
        style={{ paddingInlineStart: depth * 14 }}
      >
        <span className={clsx('mt-0.5 shrink-0', isTrue ? 'text-ok' : 'text-bad')}>
          {isTrue ? <Check aria-hidden size={14} /> : <X aria-hidden size={14} />}
          <span className="sr-only">{isTrue ? 'true: ' : 'false: '}</span>
        </span>
        <span className="min-w-0 grow">
          {line === null ? (
            label
          ) : (
            <button
              type="button"
              aria-label={`${describeHostile(text)}, go to line ${line}`}
              className="text-start hover:underline"
              onClick={() => onLine(line)}
            >
              {label}
            </button>
          )}
          {isDeciding ? <span className="ms-2 text-micro text-text-3">decides</span> : null}
        </span>
        {parts.length > 0 ? null : (
          <span className="max-w-[55%] min-w-0 text-end text-small text-text-3">
            {found.length === 0 && (kind === 'field' || kind === 'source') ? 'not in the record' : null}
            {found.map((value, i) => (
              // Values may repeat; their place is all that tells them apart.
              <HostileText key={`${i} ${value}`} text={value} mono className="ms-2 whitespace-normal! wrap-anywhere" />
            ))}
          </span>
        )}
      </div>
      {parts.length === 0 ? null : (
        <ul>
          {parts.map((below, i) => (
            <Condition key={`${i} ${below.text}`} part={below} depth={depth + 1} deciding={deciding} onLine={onLine} />
          ))}
        </ul>
      )}
    </li>
  )
}

function RawRecord({ record }: { readonly record: HistoryRecord }) {
  const facts = Object.keys(record.facts).length
  return (
    <div className="flex flex-col gap-3">
      {facts === 0 ? null : (
        <Code
          label="Facts as they were known"
          title="Facts as they were known when it came"
          aside={plural(facts, 'fact')}
          text={JSON.stringify(record.facts, null, 2)}
        />
      )}
      <Code
        label="The record, secrets redacted"
        title="The record, secrets redacted"
        aside={
          record.redactedAt.length === 0 ? 'nothing redacted' : `${plural(record.redactedAt.length, 'secret')} redacted`
        }
        text={JSON.stringify(record.record, null, 2)}
      />
    </div>
  )
}

/** "`eventName` is false" for one, "3 conditions fail" for more. */
function reasonWords(deciding: readonly LabExplanation[]): string {
  const [first] = deciding
  if (first === undefined) return 'a condition fails'
  if (deciding.length > 1) return `${plural(deciding.length, 'condition')} decide against it`
  if (first.kind === 'source') return `it ${first.text}, and this record is ${first.found.join(', ')}`
  return first.isTrue ? `${first.text} holds, and the rule leaves that out` : `${first.text} does not hold`
}
