import { useQuery } from '@tanstack/react-query'
import * as words from '#words/triggers.tsx'
import type { TriggerDetail } from '../../domain/views/change-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { usePageTitle } from '../shared/page-title.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useParams } from '../shared/router/router.ts'
import { useSession } from '../shared/session.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'
import { triggerQuery } from './queries.ts'
import { type DraftText, draftKey, useDrafts } from './workbench/drafts.ts'
import { Restrain, TriggerFacts } from './workbench/TriggerFacts.tsx'
import { Workbench } from './workbench/Workbench.tsx'

/** One trigger: how it does, and the bench where it is changed. */
export function TriggerPage() {
  const { triggerId = '' } = useParams()
  const personId = useSession()?.person.id ?? ''
  const detail = useQuery(triggerQuery(useBackend(), triggerId))
  const key = draftKey(personId, triggerId)
  const kept = useDrafts(({ drafts }) => drafts[key])
  usePageTitle(detail.data?.trigger.title ?? triggerId)
  return (
    <>
      <ScreenBar
        title={
          <span className="flex items-baseline gap-2">
            <Link to="/triggers" className="font-text text-text-2 hover:underline">
              {words.title}
            </Link>
            <span aria-hidden className="text-text-3">
              /
            </span>
            <HostileText text={detail.data?.trigger.title ?? triggerId} className="line-clamp-1" />
          </span>
        }
        end={detail.data === undefined ? undefined : <Restrain trigger={detail.data.trigger} />}
      >
        <span className="flex items-center max-desk:hidden">
          <HostileText text={triggerId} mono className="text-text-3" />
        </span>
      </ScreenBar>
      {detail.isError && detail.data === undefined ? (
        <QueryFailed error={detail.error} onRetry={() => void detail.refetch()} />
      ) : detail.data === undefined ? (
        <LoadingState label={words.loadingTheTrigger} />
      ) : (
        <>
          <TriggerFacts trigger={detail.data.trigger} />
          <Workbench key={key} draftKey={key} draft={draftOf(kept, detail.data)} base={detail.data} />
        </>
      )}
    </>
  )
}

/** What was kept, or the text in force. What came into force as it was written is not a draft any more. */
function draftOf(kept: DraftText | undefined, { text, trigger }: TriggerDetail): DraftText {
  if (kept !== undefined && kept.text !== text) return kept
  return { text, baseVersion: trigger.version, tests: kept?.tests ?? [] }
}
