import * as words from '#words/triggers.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useSession } from '../shared/session.ts'
import { useUrlWords } from '../shared/url-state.ts'
import { ScreenBar } from '../ui/layout.tsx'
import { draftKey, useDrafts } from './workbench/drafts.ts'
import { Workbench } from './workbench/Workbench.tsx'

/** A trigger that does not exist yet; `?draft=` names one that was imported. */
export function NewTriggerPage() {
  const personId = useSession()?.person.id ?? ''
  const [urlWords] = useUrlWords()
  const key = draftKey(personId, `new:${urlWords['draft'] ?? ''}`)
  const kept = useDrafts(({ drafts }) => drafts[key])
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
            {words.newTrigger}
          </span>
        }
        end={
          <Link
            to="/triggers"
            search={{ tab: 'import' }}
            className="rounded-m px-2 py-1 text-small text-accent hover:underline"
          >
            {words.importRules}
          </Link>
        }
      />
      <Workbench
        key={key}
        draftKey={key}
        draft={kept ?? { text: words.firstText, baseVersion: 0, tests: [] }}
        base={null}
      />
    </>
  )
}
