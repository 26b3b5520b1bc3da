import { useQuery } from '@tanstack/react-query'
import * as words from '#words/shared/lately.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { useBackend } from './backend.tsx'
import { failureWords } from './backend-error.ts'
import { EntryLines } from './EntryLines.tsx'
import { Link } from './router/Link.tsx'

/** The newest entries of the record about something, newest first; `about` is its id. */
export function useLately(about: string) {
  const backend = useBackend()
  return useQuery({
    queryKey: ['audit', 'of', about],
    queryFn: ({ signal }) => backend.listAudit({ subject: about, limit: 20 }, signal),
  })
}

/** What was done about it lately; the sentences are made here. */
export function Lately({ about }: { readonly about: string }) {
  const entries = useLately(about)
  return (
    <Section
      title={words.lately}
      aside={
        <Link to="/record" search={{ subject: about }} className="text-accent hover:underline">
          {words.fromTheRecord}
        </Link>
      }
    >
      {entries.error === null ? null : (
        <p className="text-doubt">
          <HostileText text={failureWords(entries.error).detail} />
        </p>
      )}
      {entries.data?.items.length === 0 ? <p className="text-text-2">{words.nothingYet}</p> : null}
      <EntryLines rows={entries.data?.items ?? []} />
    </Section>
  )
}
