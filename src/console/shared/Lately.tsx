import { useQuery } from '@tanstack/react-query'
import * as words from '#words/shared/lately.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { LoadingLine } from '../ui/LoadingLine.tsx'
import { Section } from '../ui/layout.tsx'
import { useBackend } from './backend.tsx'
import { failureWords } from './backend-error.ts'
import { EntryLines } from './EntryLines.tsx'
import { Link } from './router/Link.tsx'

/** As many as one looks through; the record has the rest. */
const NEWEST = 20
/** A plan is one story and is told from its beginning. */
const WHOLE = 200

/** The newest entries of the record about something, newest first; `about` is its id. */
export function useLately(about: string, limit = NEWEST) {
  const backend = useBackend()
  return useQuery({
    queryKey: ['audit', 'of', about, limit],
    queryFn: ({ signal }) => backend.listAudit({ subject: about, limit }, signal),
  })
}

interface LatelyProps {
  readonly about: string
  /** Everything from the beginning on, instead of the newest first. */
  readonly isWhole?: boolean
}

/** What the record says of something; the sentences are made here, from the entries themselves. */
export function Lately({ about, isWhole = false }: LatelyProps) {
  const entries = useLately(about, isWhole ? WHOLE : NEWEST)
  const rows = entries.data?.items ?? []
  return (
    <Section
      title={isWhole ? words.story : words.lately}
      aside={
        <Link to="/record" search={{ subject: about }} className="text-accent hover:underline">
          {words.verifyItInTheRecord}
        </Link>
      }
    >
      {entries.error === null ? null : (
        <p className="text-doubt">
          <HostileText text={failureWords(entries.error).detail} />
        </p>
      )}
      {entries.isPending ? <LoadingLine label={words.loadingEntries} /> : null}
      {entries.data?.items.length === 0 ? <p className="text-text-2">{words.nothingYet}</p> : null}
      <EntryLines rows={isWhole ? rows.toReversed() : rows} />
    </Section>
  )
}
