import { sentence } from '../../domain/audit/sentence.ts'
import type { AuditRow } from '../../domain/views/other-views.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { Time } from '../ui/Time.tsx'

/** Entries of the record as lines, in the order given. The sentences are made here, from the entries themselves. */
export function EntryLines({ rows }: { readonly rows: readonly Pick<AuditRow, 'entry'>[] }) {
  return (
    <ol>
      {rows.map(({ entry }) => {
        const { who, did, what, detail } = sentence(entry)
        return (
          <li
            key={entry.sequence}
            className="flex flex-col gap-x-4 border-b tablet:flex-row border-line py-1 last:border-b-0"
          >
            <span className="w-42 shrink-0 text-small text-text-3">
              <Time at={entry.at} look="clock" />
            </span>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <HostileText text={who} className="font-strong" /> {did} <HostileText text={what} />{' '}
              {detail === null ? null : <HostileText text={detail} className="text-text-2" />}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
