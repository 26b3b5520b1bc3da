import * as words from '#words/alert.tsx'
import { alertName, DISPOSITION_WORDS, STATUS_WORDS } from '#words/shared/triage.ts'
import type { AlertDetail } from '../../domain/views/alert-views.ts'
import { SeverityMark } from '../shared/marks/SeverityMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { Link } from '../shared/router/Link.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Time } from '../ui/Time.tsx'

/** What it is like, and how that ended: the same trigger elsewhere, other alerts of this identity. */
export function Similar({ similar }: { readonly similar: AlertDetail['similar'] }) {
  return (
    <Section title={words.seenBefore} aside={similar.length === 0 ? undefined : words.newestFirst}>
      {similar.length === 0 ? <p className="text-text-2">{words.nothingAlike}</p> : null}
      <ul>
        {similar.map((other) => (
          <li
            key={other.id}
            className="grid min-h-8 grid-cols-[64px_minmax(0,1fr)_auto] items-center gap-x-4 border-b border-line last:border-b-0 tablet:grid-cols-[64px_80px_minmax(0,1fr)_48px_200px_36px]"
          >
            <Link
              to="/alerts/$alertId"
              params={{ alertId: other.id }}
              className="rounded-s font-mono text-small text-accent hover:underline"
            >
              {alertName(other.number)}
            </Link>
            <span className="hidden tablet:inline">
              <SeverityMark severity={other.severity} />
            </span>
            <span className="truncate">
              <HostileText text={other.title} />{' '}
              <span className="text-text-3">
                <HostileText text={other.because} />
                {other.closure === null || other.closure.reason === '' ? null : (
                  <>
                    {'. '}
                    “<HostileText text={other.closure.reason} maxLength={120} />”
                  </>
                )}
              </span>
            </span>
            <span className="hidden tablet:inline">
              <TierMark tier={other.tier} words="short" />
            </span>
            <span className="truncate text-small text-text-2">
              {other.status === 'closed' ? DISPOSITION_WORDS[other.disposition] : STATUS_WORDS[other.status]}
              {other.closure === null ? null : (
                <span className="text-text-3"> {words.by(<HostileText text={other.closure.by.name} />)}</span>
              )}
            </span>
            <span className="hidden text-end text-small text-text-3 tablet:inline">
              <Time at={other.lastSeenAt} look="age" />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
