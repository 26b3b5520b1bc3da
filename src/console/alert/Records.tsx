import * as words from '#words/alert.tsx'
import type { Signal } from '../../domain/signal/signal.ts'
import type { RecordRow } from '../../domain/views/alert-views.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable, Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

interface RecordsProps {
  readonly records: readonly RecordRow[]
  readonly total: number
  readonly signal: Signal
  readonly onOpen: (record: RecordRow) => void
}

/** What happened, by the records that were sealed on arrival; each opens as it came. */
export function Records({ records, total, signal, onOpen }: RecordsProps) {
  const at = (record: RecordRow) => record.observedAt ?? record.receivedAt
  const around = Math.max(0, records.length - total)
  const inOrder = records.toSorted((a, b) => at(a) - at(b))
  return (
    <Section title={words.whatHappened} aside={words.recordsOfItsOwn(total, around)}>
      <div className="overflow-x-auto">
        <table className="w-full min-w-130 table-fixed" aria-label={words.whatHappened}>
          <thead className="text-small text-text-3">
            <tr className="h-7 border-b border-line">
              <th className="w-42 text-start font-text">{words.when}</th>
              <th className="text-start font-text">{words.whatWasRecorded}</th>
              <th className="w-38 text-start font-text">{words.from}</th>
              <th className="w-24 text-end font-text">{words.rawRecord}</th>
            </tr>
          </thead>
          <tbody>
            {inOrder.map((record) => (
              <tr key={record.id} className="h-8 border-b border-line last:border-b-0 hover:bg-hover">
                <td className="truncate text-small">
                  <Time at={at(record)} look="clock" />
                  {record.observedAt === null ? <span className="text-doubt"> {words.receivedWord}</span> : null}
                </td>
                <td className="truncate pe-4">
                  <span className="font-strong">
                    <HostileText text={record.title} />
                  </span>
                  {record.operation === null || record.title.includes(record.operation) ? null : (
                    <span className="ms-2 text-text-3">
                      <HostileText text={record.operation} mono />
                    </span>
                  )}
                </td>
                <td
                  className={
                    record.from !== null && record.from === signal.network.ip ? 'text-sev-critical' : undefined
                  }
                >
                  {record.from === null ? <NotApplicable /> : <HostileText text={record.from} mono maxLength={19} />}
                </td>
                <td className="text-end">
                  <button
                    type="button"
                    className="rounded-s font-mono text-small text-text-3 hover:text-text hover:underline"
                    aria-label={words.openRawRecord(record.digest.slice(0, 8))}
                    onClick={() => onOpen(record)}
                  >
                    {record.digest.slice(0, 8)}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > records.length ? (
        <p className="mt-2 text-small text-text-3">{words.newestShown(records.length, total)}</p>
      ) : null}
    </Section>
  )
}
