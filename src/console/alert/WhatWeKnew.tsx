import * as words from '#words/alert.tsx'
import { historyWords, type Remark, remarksOf } from '../../domain/evidence/remarks.ts'
import type { RecordRow } from '../../domain/views/alert-views.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Section, Unknown } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

interface WhatWeKnewProps {
  readonly records: readonly RecordRow[]
  readonly onRecord: (record: RecordRow) => void
}

/** What stood out when the alert's records came in, against all that was seen before, each with what it is counted over. */
export function WhatWeKnew({ records, onRecord }: WhatWeKnewProps) {
  const told = records.filter((record) => record.isOfAlert === true && record.facts !== undefined)
  const found = firstRecords(told)
  const newest = told[0]
  const history = newest === undefined ? null : historyWords(newest.facts ?? {})
  if (found.length === 0 && history === null) return null
  return (
    <Section title={words.whatWeKnew} aside={words.knownOnReceipt(told.length)}>
      {found.length === 0 ? (
        <p className="text-text-2">{words.nothingNew(history)}</p>
      ) : (
        <ul>
          {found.map(({ remark, record, count }) => (
            <li
              key={remark.field}
              className="flex min-h-7 flex-wrap items-baseline gap-x-3 border-b border-line py-1 last:border-b-0"
            >
              <span className="font-strong">{remark.text}</span>
              {isOfNetwork(remark) && record.from !== null ? (
                <HostileText text={record.from} mono maxLength={45} />
              ) : null}
              {remark.isSettled ? null : <Unknown>{words.tooLittleHistory}</Unknown>}
              <span className="ms-auto flex items-baseline gap-3 text-small text-text-3">
                {remark.basis}
                <button
                  type="button"
                  className="rounded-s font-mono hover:text-text hover:underline"
                  onClick={() => onRecord(record)}
                >
                  <span className="sr-only">{words.rawRecordOf} </span>
                  <Time at={record.observedAt ?? record.receivedAt} look="clock" />
                  {words.andMore(count, count - 1)}
                  <span className="sr-only">: {remark.text}</span>
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

interface Found {
  readonly remark: Remark
  /** The earliest of those that show it. */
  readonly record: RecordRow
  readonly count: number
}

/** Each remark once, by the earliest record that shows it, in the order of what tells most. */
function firstRecords(newestFirst: readonly RecordRow[]): readonly Found[] {
  const byField = new Map<string, Found>()
  for (const record of newestFirst) {
    for (const remark of remarksOf(record.facts ?? {})) {
      byField.set(remark.field, { remark, record, count: (byField.get(remark.field)?.count ?? 0) + 1 })
    }
  }
  // That it moved says already where it did not begin.
  if (byField.has('session.new_source')) byField.delete('session.at_origin')
  return [...byField.values()].sort((a, b) => ORDER.indexOf(group(a.remark)) - ORDER.indexOf(group(b.remark)))
}

const ORDER = ['session', 'secret', 'agent', 'novel', 'identity']

function group({ field }: Remark): string {
  return field.slice(0, field.indexOf('.'))
}

function isOfNetwork({ field }: Remark): boolean {
  return field === 'novel.network' || field === 'session.new_source' || field === 'session.at_origin'
}
