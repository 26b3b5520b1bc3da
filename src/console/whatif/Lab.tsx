import { useQuery } from '@tanstack/react-query'
import { Link2, Redo2, Undo2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Policy } from '../../domain/policy/policy.ts'
import type { PolicyDetail } from '../../domain/views/change-views.ts'
import type { ScenarioContent, ScenarioDetail } from '../../domain/views/history-views.ts'
import type { Baseline } from '../../engine/worker/whatif-client.ts'
import { useBackend } from '../shared/backend.tsx'
import { useKeys } from '../shared/keys/use-keys.ts'
import { useUrlWords } from '../shared/url-state.ts'
import { announce } from '../ui/announce.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { Select } from '../ui/Select.tsx'
import { Tag } from '../ui/Tag.tsx'
import { say } from '../ui/Toast.tsx'
import { AnswerSide } from './AnswerSide.tsx'
import { ControlSide } from './ControlSide.tsx'
import { beginEdits, type DraftChange, edited, redone, undone } from './edits.ts'
import { ProposeDialog } from './ProposeDialog.tsx'
import { CONTROL_GROUPS, differs } from './policy-controls.ts'
import { historyQuery, policyVersionQuery } from './queries.ts'
import { SaveDialog } from './SaveDialog.tsx'
import { ScenarioMenu } from './ScenarioMenu.tsx'
import { writeFragment } from './scenario-link.ts'
import { useQuestion, useWhatIfLab } from './use-lab.ts'
import { WHAT_IF_KEYS } from './what-if-keys.ts'
import { changeCount } from './words.ts'

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
  const [edits, setEdits] = useState(() => beginEdits(start))
  const [isTailHeldBack, setIsTailHeldBack] = useState(false)
  const [dialog, setDialog] = useState<'save' | 'propose' | null>(null)
  const against = Number(words['against'] ?? detail.policy.version)
  const other = useQuery({ ...policyVersionQuery(backend, against), enabled: against !== detail.policy.version })
  const baselinePolicy = against === detail.policy.version ? detail.policy : (other.data?.policy ?? detail.policy)
  const baseline = useMemo((): Baseline => ({ policy: baselinePolicy, modes }), [baselinePolicy, modes])
  const draft = edits.present
  const question = useQuestion(baseline, draft, isTailHeldBack)
  const history = useQuery(historyQuery(backend))
  const { lab, status, facts, fault } = useWhatIfLab(history.data)

  const change = (next: DraftChange, gesture: string | null = null) =>
    setEdits((before) => edited(before, next(before.present), gesture))
  const undo = () => setEdits(undone)
  const redo = () => setEdits(redone)
  const share = () => {
    const fragment = writeFragment(draft)
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
    undo,
    redo,
    share,
    compare: () => document.querySelector<HTMLElement>('[aria-label="Compare with"]')?.focus(),
    save: () => setDialog('save'),
    propose: () => setDialog('propose'),
  })

  const changes = changeCount(draft, changedControls(draft.policy, baseline.policy))
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
            onBegin={(policy) => change((present) => ({ ...present, policy }))}
          />
          {scenario === null ? null : <HostileText text={scenario.scenario.name} className="truncate font-title" />}
          <Tag>{changes === 0 ? 'no changes' : `draft, ${changes} ${changes === 1 ? 'change' : 'changes'}`}</Tag>
          <IconButton
            label="Undo"
            aria-disabled={edits.past.length === 0}
            icon={<Undo2 aria-hidden size={15} />}
            onClick={undo}
          />
          <IconButton
            label="Redo"
            aria-disabled={edits.future.length === 0}
            icon={<Redo2 aria-hidden size={15} />}
            onClick={redo}
          />
        </div>
      </ScreenBar>
      <div className="flex min-h-0 grow flex-col overflow-y-auto desk:flex-row desk:overflow-visible">
        <ControlSide baseline={baseline} draft={draft} facts={facts} onChange={change} onUndo={undo} />
        <AnswerSide
          lab={lab}
          status={status}
          facts={facts}
          fault={fault}
          history={history}
          question={question}
          baselineName={`v${baseline.policy.version}`}
          onHoldBack={setIsTailHeldBack}
          onChange={change}
        />
      </div>
      {dialog === 'save' ? (
        <SaveDialog
          content={draft}
          current={scenario}
          onClose={() => setDialog(null)}
          onSaved={(id) => {
            setDialog(null)
            changeWords({ scenario: id }, 'push')
          }}
        />
      ) : null}
      {dialog === 'propose' ? (
        <ProposeDialog
          lab={lab}
          facts={facts}
          draft={draft}
          inForce={detail}
          modes={modes}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  )
}

function changedControls(policy: Policy, was: Policy): number {
  const paths = [...CONTROL_GROUPS.flatMap(({ controls }) => controls.map(({ id }) => id)), ...MORE_PARTS]
  return paths.filter((path) => differs(policy, was, path)).length
}

const MORE_PARTS = ['need.matrix', 'gate.autoEnvironments'] as const
