import { clsx } from 'clsx'
import { Check, FlaskConical, X } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/workbench.tsx'
import type { HistoryRecord } from '../../../domain/views/record-views.ts'
import type { LabExplanation } from '../../../engine/worker/client.ts'
import { Button } from '../../ui/Button.tsx'
import { Code } from '../../ui/Code.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { describeHostile } from '../../ui/hostile-text.ts'
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
    <section aria-label={words.why} className="flex min-h-0 min-w-0 grow flex-col">
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
            {isRaw ? words.conditions : words.record}
          </Button>
        </span>
      </header>
      <ScrollBox label={words.conditionTruth} className="min-h-0 grow px-4 py-2">
        {isRaw ? (
          <RawRecord record={record} />
        ) : !record.isIntact ? (
          <p className="text-doubt">{words.bytesWereChanged}</p>
        ) : explanation === null ? (
          <p className="text-text-2">{words.notReadable}</p>
        ) : (
          <>
            <p role="status" className="mb-2">
              <span className="font-title">{explanation.isTrue ? words.itFires : words.itDoesNotFire}</span>
              <span className="text-text-2">
                {explanation.isTrue ? words.everyCondition : `: ${reasonWords(deciding)}.`}
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
      {must === 'fire' ? words.mustFire : words.mustNotFire}
    </Button>
  )
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
  const label = <HostileText text={words.links[text] ?? text} mono className="whitespace-normal! wrap-anywhere" />
  return (
    <li>
      <div
        className={clsx('flex min-h-6 items-start gap-2 py-0.5', isDeciding ? 'text-text' : 'text-text-2')}
        style={{ paddingInlineStart: depth * 14 }}
      >
        <span className={clsx('mt-0.5 shrink-0', isTrue ? 'text-ok' : 'text-bad')}>
          {isTrue ? <Check aria-hidden size={14} /> : <X aria-hidden size={14} />}
          <span className="sr-only">{isTrue ? words.isTrue : words.isFalse}</span>
        </span>
        <span className="min-w-0 grow">
          {line === null ? (
            label
          ) : (
            <button
              type="button"
              aria-label={words.goToLine(describeHostile(text), line)}
              className="text-start hover:underline"
              onClick={() => onLine(line)}
            >
              {label}
            </button>
          )}
          {isDeciding ? <span className="ms-2 text-micro text-text-3">{words.decides}</span> : null}
        </span>
        {parts.length > 0 ? null : (
          <span className="max-w-[55%] min-w-0 text-end text-small text-text-3">
            {found.length === 0 && (kind === 'field' || kind === 'source') ? words.notInTheRecord : null}
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
          label={words.factsThen}
          title={words.factsAs}
          aside={words.facts(facts)}
          text={JSON.stringify(record.facts, null, 2)}
        />
      )}
      <Code
        label={words.recordRedacted}
        title={words.recordRedacted}
        aside={words.howMuchIsRedacted(record.redactedAt.length)}
        text={JSON.stringify(record.record, null, 2)}
      />
    </div>
  )
}

/** "`eventName` is false" for one, "3 conditions fail" for more. */
function reasonWords(deciding: readonly LabExplanation[]): string {
  const [first] = deciding
  if (first === undefined) return words.aConditionFails
  if (deciding.length > 1) return words.conditionsDecideAgainst(deciding.length)
  if (first.kind === 'source') return words.itAndThisRecord(first.text, first.found.join(', '))
  return first.isTrue ? words.holdsAndTheRule(first.text) : words.doesNotHold(first.text)
}
