import { useMemo, useState } from 'react'
import { tab as dryRunTab } from '#words/dry-run.tsx'
import * as words from '#words/workbench.tsx'
import type { TriggerDetail } from '../../../domain/views/change-views.ts'
import type { LabProblem } from '../../../engine/worker/client.ts'
import { useKeys } from '../../shared/keys/use-keys.ts'
import { useNavigate } from '../../shared/router/router.ts'
import { oneOf, useUrlWords } from '../../shared/url-state.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Splitter } from '../../ui/Splitter.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { focusEditor, YamlEditor } from '../editor/YamlEditor.tsx'
import { WORKBENCH_KEYS } from '../triggers-keys.ts'
import { DryRunPanel } from './DryRunPanel.tsx'
import { type DraftText, keepDraft, type PinnedTest } from './drafts.ts'
import { ExplainPanel } from './ExplainPanel.tsx'
import { ProblemList } from './ProblemList.tsx'
import { ProposePanel } from './ProposePanel.tsx'
import { RecordsPanel } from './RecordsPanel.tsx'
import { type CheckedTest, isFailing, TestsPanel } from './TestsPanel.tsx'
import { TrialLine } from './TrialLine.tsx'
import { useLab } from './use-lab.ts'
import { useTestRecords } from './use-tests.ts'
import { useExplanation, useTrial, useVocabulary } from './use-try.ts'
import { VersionsPanel } from './VersionsPanel.tsx'
import { withFix } from './with-fix.ts'

const PANELS = ['records', 'tests', 'dry-run', 'versions', 'propose'] as const

interface WorkbenchProps {
  readonly draftKey: string
  readonly draft: DraftText
  /** Null for a trigger that does not exist. */
  readonly base: TriggerDetail | null
}

/** The text of a trigger, and beside it what it does: to every record that is loaded, to pinned tests, to the queue. */
export function Workbench({ draftKey, draft, base }: WorkbenchProps) {
  const { text, tests, baseVersion } = draft
  const navigate = useNavigate()
  const [urlWords, change] = useUrlWords()
  const panel = oneOf(urlWords['panel'], PANELS, 'records')
  const { lab, status, history, loadMore } = useLab()
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [reveal, setReveal] = useState<{ readonly line: number; readonly column?: number } | null>(null)
  const [sidePx, setSidePx] = useState(() => Math.round(window.innerWidth * 0.46))

  const testRecords = useTestRecords(tests, history.records)
  const known = useMemo(() => testRecords.filter((record) => record !== null), [testRecords])
  const trial = useTrial(lab, text, base?.text ?? null, history.records.length, known)
  const vocabulary = useVocabulary(lab, history.isLoading ? 0 : history.records.length)
  const result = trial.kind === 'done' ? trial.result : null
  const problems = trial.kind === 'done' && trial.text === text ? trial.problems : NO_PROBLEMS
  const chosen = history.records.find(({ id }) => id === chosenId) ?? known.find(({ id }) => id === chosenId) ?? null
  const explanation = useExplanation(lab, text, chosen)
  const checked = tests.map((test, i): CheckedTest => {
    const record = testRecords[i] ?? null
    const place = record === null ? -1 : known.indexOf(record)
    return { test, record, fires: result?.tests[place] ?? null }
  })
  const failing = checked.filter(isFailing).length
  const faults = problems.filter(({ isWarning }) => !isWarning).length

  const write = (next: string) => keepDraft(draftKey, { ...draft, text: next })
  const pin = (recordId: string, must: PinnedTest['must'] | null) => {
    const others = tests.filter((test) => test.recordId !== recordId)
    keepDraft(draftKey, { ...draft, tests: must === null ? others : [...others, { recordId, must }] })
  }
  const pinned = (recordId: string) => tests.find((test) => test.recordId === recordId)?.must ?? null
  const toggle = (recordId: string, must: PinnedTest['must']) => pin(recordId, pinned(recordId) === must ? null : must)
  const show = (next: (typeof PANELS)[number]) => change({ panel: next === 'records' ? null : next })
  const openChange = (changeId: string) => navigate({ to: '/triggers', search: { tab: 'changes', change: changeId } })

  useKeys(WORKBENCH_KEYS, {
    records: () => {
      show('records')
      requestAnimationFrame(() => document.getElementById('grid')?.focus())
    },
    editor: focusEditor,
    propose: () => show('propose'),
    'must-fire': chosenId === null ? undefined : () => toggle(chosenId, 'fire'),
    'must-not-fire': chosenId === null ? undefined : () => toggle(chosenId, 'stay-calm'),
  })

  return (
    <div className="flex min-h-0 grow max-tablet:flex-col">
      <div className="flex min-h-0 min-w-0 grow flex-col max-tablet:min-h-[45%]">
        {base !== null && base.trigger.version > baseVersion ? (
          <Banner
            tone="doubt"
            title={words.newVersion(base.trigger.version)}
            action={
              <Button onClick={() => keepDraft(draftKey, { ...draft, baseVersion: base.trigger.version })}>
                {words.iHaveRead}
              </Button>
            }
          >
            {words.begunFrom(baseVersion)}
          </Banner>
        ) : null}
        <div className="min-h-0 grow">
          <YamlEditor
            label={base === null ? words.textOfANewTrigger : words.textOf(base.trigger.id)}
            value={text}
            onChange={write}
            isReadOnly={false}
            problems={problems}
            vocabulary={vocabulary}
            reveal={reveal}
          />
        </div>
        <ProblemList
          problems={problems}
          onPlace={({ line, column }: LabProblem) => setReveal({ line, column })}
          onFix={(fix) => {
            write(withFix(text, fix))
            setReveal({ line: fix.line, column: fix.column })
          }}
        />
      </div>
      <div className="flex max-tablet:hidden">
        <Splitter label={words.widthOf} sizePx={sidePx} onResize={setSidePx} panel="after" minPx={380} maxPx={1600} />
      </div>
      <aside
        aria-label={words.whatItDoes}
        style={{ width: sidePx }}
        className="flex min-h-0 min-w-0 shrink-0 flex-col bg-surface max-tablet:w-full! max-tablet:grow max-tablet:border-t max-tablet:border-line"
      >
        <div className="flex min-h-(--bar) shrink-0 items-stretch justify-between gap-2 border-b border-line px-2">
          <Tabs
            label={words.whatItDoes}
            value={panel}
            onChange={show}
            tabs={[
              { value: 'records', label: words.recordsTab, ...(result === null ? {} : { count: result.firedCount }) },
              { value: 'tests', label: words.tests(failing), count: tests.length },
              ...(base === null || base.dryRun === null
                ? []
                : [{ value: 'dry-run' as const, label: dryRunTab, count: base.dryRun.length.alerts }]),
              ...(base === null
                ? []
                : [{ value: 'versions' as const, label: words.versions, count: base.versions.length }]),
              { value: 'propose', label: words.propose },
            ]}
          />
          <span className="flex shrink-0 items-center">
            {base !== null && text !== base.text ? (
              <Button
                look="ghost"
                onClick={() => keepDraft(draftKey, { text: base.text, baseVersion: base.trigger.version, tests })}
              >
                {words.discardWhatIWrote}
              </Button>
            ) : null}
          </span>
        </div>
        {panel === 'records' || panel === 'tests' ? (
          <>
            <TrialLine
              trial={trial}
              history={history}
              status={status}
              onRestart={() => lab.restart()}
              onLoadMore={loadMore}
            />
            <div className="flex min-h-0 grow flex-col wide:flex-row">
              {panel === 'records' ? (
                <RecordsPanel
                  history={history}
                  result={trial.last}
                  isStale={result === null || (trial.kind === 'done' && trial.text !== text)}
                  chosenId={chosenId}
                  onChoose={setChosenId}
                  onKey={(key, recordId) => {
                    if (key !== 'y' && key !== 'Y') return false
                    toggle(recordId, key === 'y' ? 'fire' : 'stay-calm')
                    return true
                  }}
                />
              ) : (
                <TestsPanel tests={checked} onChoose={setChosenId} onRemove={(recordId) => pin(recordId, null)} />
              )}
              {chosen === null ? null : (
                <div className="flex min-h-0 min-w-0 basis-1/2 flex-col border-line max-wide:border-t wide:border-s">
                  <ExplainPanel
                    key={chosen.id}
                    record={chosen}
                    explanation={explanation}
                    pinned={pinned(chosen.id)}
                    onPin={(must) => pin(chosen.id, must)}
                    onLine={(line) => setReveal({ line })}
                  />
                </div>
              )}
            </div>
          </>
        ) : null}
        {panel === 'dry-run' && base !== null && base.dryRun !== null ? <DryRunPanel dryRun={base.dryRun} /> : null}
        {panel === 'versions' && base !== null ? (
          <VersionsPanel triggerId={base.trigger.id} versions={base.versions} text={text} onProposed={openChange} />
        ) : null}
        {panel === 'propose' ? (
          <ProposePanel
            base={base}
            baseVersion={baseVersion}
            id={trial.kind === 'done' && trial.text === text ? (result?.id ?? null) : null}
            text={text}
            problemCount={faults}
            failingTests={failing}
            onProposed={openChange}
          />
        ) : null}
      </aside>
    </div>
  )
}

const NO_PROBLEMS: readonly LabProblem[] = []
