import { useQuery } from '@tanstack/react-query'
import * as words from '#words/plan.tsx'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { EntryLines } from '../shared/EntryLines.tsx'
import { Link } from '../shared/router/Link.tsx'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { Section } from '../ui/layout.tsx'

/** What the record says of this plan, oldest first. The sentences are made here, from the entries themselves. */
export function PlanTimeline({ planId }: { readonly planId: string }) {
  const backend = useBackend()
  const entries = useQuery({
    queryKey: ['audit', 'of-plan', planId],
    queryFn: ({ signal }) => backend.listAudit({ subject: planId, limit: 200 }, signal),
  })
  return (
    <Section
      title={words.fromTheRecord}
      aside={
        <Link to="/record" search={{ subject: planId }} className="text-accent hover:underline">
          {words.verifyItInTheRecord}
        </Link>
      }
    >
      {entries.error === null ? null : <p className="text-doubt">{failureWords(entries.error).detail}</p>}
      {entries.isPending ? <LoadingLine label={words.loadingEntries} /> : null}
      <EntryLines rows={(entries.data?.items ?? []).toReversed()} />
    </Section>
  )
}
