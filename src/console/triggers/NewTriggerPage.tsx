import { Link } from '../shared/router/Link.tsx'
import { useSession } from '../shared/session.ts'
import { useUrlWords } from '../shared/url-state.ts'
import { ScreenBar } from '../ui/layout.tsx'
import { draftKey, useDrafts } from './workbench/drafts.ts'
import { Workbench } from './workbench/Workbench.tsx'

/** A rule that works as it stands, so that one begins by changing words and not by reading a specification. */
const BEGINNING = `title: An access key is made for somebody else
name: my-trigger
status: experimental
description: |
  What it sees, and why that matters.
tags: [attack.persistence, attack.t1098.001]
logsource: {product: aws, service: cloudtrail}
detection:
  selection:
    eventName: CreateAccessKey
  filter_own:
    requestParameters.userName|exists: false
  condition: selection and not filter_own
falsepositives: ['Say who does this for good reasons']
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 40
  playbook: leaked-credential
  automation: {allowed: false, threshold: 100}
`

/** A trigger that does not exist yet; `?draft=` names one that was imported. */
export function NewTriggerPage() {
  const personId = useSession()?.person.id ?? ''
  const [words] = useUrlWords()
  const key = draftKey(personId, `new:${words['draft'] ?? ''}`)
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
            New trigger
          </span>
        }
        end={
          <Link
            to="/triggers"
            search={{ tab: 'import' }}
            className="rounded-m px-2 py-1 text-small text-accent hover:underline"
          >
            Import rules
          </Link>
        }
      />
      <Workbench key={key} draftKey={key} draft={kept ?? { text: BEGINNING, baseVersion: 0, tests: [] }} base={null} />
    </>
  )
}
