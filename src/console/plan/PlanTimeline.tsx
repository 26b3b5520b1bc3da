import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sentence } from '../../domain/audit/sentence.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

/** What the record says of this plan, oldest first. The sentences are made here, from the entries themselves. */
export function PlanTimeline({ planId }: { readonly planId: string }) {
  const backend = useBackend()
  const entries = useQuery({
    queryKey: ['audit', 'of-plan', planId],
    queryFn: ({ signal }) => backend.listAudit({ subject: planId, limit: 200 }, signal),
  })
  return (
    <Section
      title="From the record"
      aside={
        <Link to="/record" search={{ subject: planId }} className="text-accent hover:underline">
          Verify it in the record
        </Link>
      }
    >
      {entries.error === null ? null : <p className="text-doubt">{failureWords(entries.error).detail}</p>}
      {entries.isPending ? <LoadingLine label="Loading entries" /> : null}
      <ol>
        {(entries.data?.items ?? []).toReversed().map(({ entry }) => {
          const { who, did, what, detail } = sentence(entry)
          return (
            <li key={entry.sequence} className="flex gap-4 border-b border-line py-1 last:border-b-0">
              <span className="w-26 shrink-0 text-small text-text-3">
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
    </Section>
  )
}
