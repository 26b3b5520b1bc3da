import { useQuery } from '@tanstack/react-query'
import { Link2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { PolicyDetail } from '../../domain/views/change-views.ts'
import type { ScenarioContent, ScenarioDetail } from '../../domain/views/history-views.ts'
import type { Baseline } from '../../engine/worker/whatif-client.ts'
import { useBackend } from '../shared/backend.tsx'
import { useKeys } from '../shared/keys/use-keys.ts'
import { useUrlWords } from '../shared/url-state.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { Select } from '../ui/Select.tsx'
import { say } from '../ui/Toast.tsx'
import { AnswerSide } from './AnswerSide.tsx'
import { ControlSide } from './ControlSide.tsx'
import { DraftTools } from './DraftTools.tsx'
import { createDraftStore } from './draft-store.ts'
import { LabDialogs } from './LabDialogs.tsx'
import { historyQuery, policyVersionQuery } from './queries.ts'
import { ScenarioMenu } from './ScenarioMenu.tsx'
import { writeFragment } from './scenario-link.ts'
import { useAsking, useWhatIfLab } from './use-lab.ts'
import { WHAT_IF_KEYS } from './what-if-keys.ts'

interface LabProps {
  readonly detail: PolicyDetail
  /** Triggers that are not on. */
  readonly modes: Baseline['modes']
  readonly start: ScenarioContent
  readonly scenario: ScenarioDetail | null
}

/** The draft, what it is compared with, and the worker between them. */
export function Lab({ detail, modes, start, scenario }: LabProps) {
  const backend = useBackend()
  const [words, changeWords] = useUrlWords()
  const [draft] = useState(() => createDraftStore(start))
  const [isTailHeldBack, setIsTailHeldBack] = useState(false)
  const [dialog, setDialog] = useState<'save' | 'propose' | null>(null)
  const against = Number(words['against'] ?? detail.policy.version)
  const other = useQuery({ ...policyVersionQuery(backend, against), enabled: against !== detail.policy.version })
  const baselinePolicy = against === detail.policy.version ? detail.policy : (other.data?.policy ?? detail.policy)
  const baseline = useMemo((): Baseline => ({ policy: baselinePolicy, modes }), [baselinePolicy, modes])
  const history = useQuery(historyQuery(backend))
  const { lab, answers, status, facts, fault } = useWhatIfLab(history.data)
  useAsking(answers, facts, draft, baseline, isTailHeldBack)

  const share = () => {
    const fragment = writeFragment(draft.present())
    if (fragment === null) {
      setDialog('save')
      announce('This draft is too long for a link. Save it and share the scenario.')
      return
    }
    const link = new URL('/whatif', window.location.origin)
    link.hash = fragment
    void navigator.clipboard.writeText(link.href).then(
      () => say('Link copied. Whoever may sign in here sees this draft by it.'),
      () => say('The browser did not let the link be copied.'),
    )
  }
  useKeys(WHAT_IF_KEYS, {
    undo: () => draft.undo(),
    redo: () => draft.redo(),
    share,
    compare: () => document.querySelector<HTMLElement>('[aria-label="Compare with"]')?.focus(),
    save: () => setDialog('save'),
    propose: () => setDialog('propose'),
  })

  const versionName = (number: number) => (number === detail.policy.version ? `v${number}, in force` : `v${number}`)
  const versions = [...new Set([detail.policy.version, ...detail.versions.map(({ number }) => number)])]
  return (
    <>
      <ScreenBar
        title="What-if"
        end={
          <>
            <Select
              label="Compare with"
              isLabelShown
              value={String(against)}
              onChange={(value) =>
                changeWords({ against: Number(value) === detail.policy.version ? null : value }, 'push')
              }
              choices={versions.map((number) => ({ value: String(number), label: versionName(number) }))}
            />
            <Button icon={<Link2 aria-hidden size={14} />} onClick={share}>
              Share
            </Button>
            <Button onClick={() => setDialog('save')}>Save</Button>
            <Button look="ink" onClick={() => setDialog('propose')}>
              Propose this policy
            </Button>
          </>
        }
      >
        <div className="flex min-w-0 items-center gap-2">
          <ScenarioMenu
            current={scenario}
            versions={versions}
            versionName={versionName}
            onBegin={(policy) => draft.change((present) => ({ ...present, policy }))}
          />
          {scenario === null ? null : <HostileText text={scenario.scenario.name} className="truncate font-title" />}
          <DraftTools draft={draft} was={baseline.policy} />
        </div>
      </ScreenBar>
      <div className="flex min-h-0 grow flex-col overflow-y-auto desk:flex-row desk:overflow-visible">
        <ControlSide baseline={baseline} draft={draft} facts={facts} />
        <AnswerSide
          answers={answers}
          status={status}
          facts={facts}
          fault={fault}
          history={history}
          draft={draft}
          baselineName={`v${baseline.policy.version}`}
          isTailHeldBack={isTailHeldBack}
          onHoldBack={setIsTailHeldBack}
        />
      </div>
      {dialog === null ? null : (
        <LabDialogs
          open={dialog}
          lab={lab}
          facts={facts}
          draft={draft}
          inForce={detail}
          modes={modes}
          scenario={scenario}
          onClose={() => setDialog(null)}
          onSaved={(id) => {
            setDialog(null)
            changeWords({ scenario: id }, 'push')
          }}
        />
      )}
    </>
  )
}
