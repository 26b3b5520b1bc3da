import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useSession } from '../shared/session.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'
import { triggerQuery } from './queries.ts'
import { draftKey, useDrafts } from './workbench/drafts.ts'
import { TriggerFacts } from './workbench/TriggerFacts.tsx'
import { Workbench } from './workbench/Workbench.tsx'

/** One trigger: how it does, and the bench where it is changed. */
export function TriggerPage() {
  const { triggerId = '' } = useParams({ strict: false })
  const personId = useSession()?.person.id ?? ''
  const detail = useQuery(triggerQuery(useBackend(), triggerId))
  const key = draftKey(personId, triggerId)
  const kept = useDrafts(({ drafts }) => drafts[key])
  return (
    <>
      <ScreenBar
        title={
          <span className="flex items-baseline gap-2">
            <Link to="/triggers" className="font-text text-text-2 hover:underline">
              Triggers
            </Link>
            <span aria-hidden className="text-text-3">
              /
            </span>
            <HostileText text={detail.data?.trigger.title ?? triggerId} className="line-clamp-1" />
          </span>
        }
      >
        <span className="flex items-center max-desk:hidden">
          <HostileText text={triggerId} mono className="text-text-3" />
        </span>
      </ScreenBar>
      {detail.isError && detail.data === undefined ? (
        <QueryFailed error={detail.error} onRetry={() => void detail.refetch()} />
      ) : detail.data === undefined ? (
        <LoadingState label="Loading the trigger" />
      ) : (
        <>
          <TriggerFacts trigger={detail.data.trigger} />
          <Workbench
            key={key}
            draftKey={key}
            draft={kept ?? { text: detail.data.text, baseVersion: detail.data.trigger.version, tests: [] }}
            base={detail.data}
          />
        </>
      )}
    </>
  )
}
