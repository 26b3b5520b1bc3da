import { Link2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { PolicyDetail } from '../../domain/views/change-views.ts'
import type { ScenarioContent, ScenarioDetail } from '../../domain/views/history-views.ts'
import type { Baseline } from '../../engine/worker/whatif-client.ts'
import { useBackend } from '../shared/backend.tsx'
import { useKeys } from '../shared/keys/use-keys.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useUrlWords } from '../shared/url-state.ts'
import { announce } from '../ui/announce.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { say } from '../ui/Toast.tsx'
import { AnswerSide } from './AnswerSide.tsx'
import { ComparedSide } from './ComparedSide.tsx'
import { CompareSelects } from './CompareSelects.tsx'
import { ControlSide } from './ControlSide.tsx'
import { DraftTools } from './DraftTools.tsx'
import { createDraftStore } from './draft-store.ts'
import { useHistorySource } from './history-source.ts'
import { LabDialogs } from './LabDialogs.tsx'
import { ScenarioMenu } from './ScenarioMenu.tsx'
import { linkOf } from './scenario-link.ts'
import { DRAFT_SIDE, readSide } from './sides.ts'
import { useAsking, useLongLab, useWhatIfLab } from './use-lab.ts'
import { useSide } from './use-side.ts'
import { WHAT_IF_KEYS } from './what-if-keys.ts'

interface LabProps {
  readonly detail: PolicyDetail
  /** Triggers that are not on. */
  readonly modes: Baseline['modes']
  readonly start: ScenarioContent
  readonly scenario: ScenarioDetail | null
}

/** What is shown, what it is compared with, and the worker between them. What is shown is the draft, unless an address says otherwise. */
export function Lab({ detail, modes, start, scenario }: LabProps) {
  const backend = useBackend()
  const [urlWords, changeWords] = useUrlWords()
  const [draft] = useState(() => createDraftStore(start))
  const [isTailHeldBack, setIsTailHeldBack] = useState(false)
  const [areDifferencesShown, setAreDifferencesShown] = useState(false)
  const [dialog, setDialog] = useState<'save' | 'propose' | null>(null)
  const inForce = detail.policy.version
  const shownSide = readSide(urlWords['shown']) ?? DRAFT_SIDE
  const asked = readSide(urlWords['against'])
  const againstSide = asked === null || asked.kind === 'draft' ? ({ kind: 'version', number: inForce } as const) : asked
  const was = useSide(againstSide, detail)
  const is = useSide(shownSide, detail)
  const isDraftShown = shownSide.kind === 'draft'
  const baseline = useMemo(() => (was.content === null ? null : baselineOf(was.content, modes)), [was.content, modes])
  const kept = useMemo(() => (is.content === null ? null : createDraftStore(is.content)), [is.content])
  const shown = isDraftShown ? draft : kept
  const source = useHistorySource(urlWords['history'])
  const short = useWhatIfLab(source.bytes)
  const { lab, answers, status, facts, fault } =
    useLongLab(backend, source.place === 'gateway' ? source.long : null) ?? short
  useAsking(answers, facts, shown, baseline, isTailHeldBack)

  const share = () => {
    const link = linkOf(window.location, isDraftShown ? draft.present() : null)
    if (link === null) {
      setDialog('save')
      announce(words.thisDraftIsToo)
      return
    }
    void navigator.clipboard.writeText(link).then(
      () => say(words.linkCopied(isDraftShown)),
      () => say(words.theBrowserDid),
    )
  }
  useKeys(WHAT_IF_KEYS, {
    undo: () => draft.undo(),
    redo: () => draft.redo(),
    share,
    compare: () => document.querySelector<HTMLElement>('[aria-label="Compare with"]')?.focus(),
    differences: () => setAreDifferencesShown((are) => !are),
    save: () => (isDraftShown ? setDialog('save') : undefined),
    propose: () => (isDraftShown ? setDialog('propose') : undefined),
  })

  const versionName = (number: number) => (number === inForce ? words.inForce(number) : `v${number}`)
  const versions = [...new Set([inForce, ...detail.versions.map(({ number }) => number)])]
  const failed = was.failed ?? is.failed
  return (
    <>
      <ScreenBar
        title={words.whatIf}
        end={
          <>
            <CompareSelects
              shown={shownSide}
              against={againstSide}
              versions={versions}
              versionName={versionName}
              onShow={(word) => changeWords({ shown: word === 'draft' ? null : word }, 'push')}
              onAgainst={(word) => changeWords({ against: word === `v${inForce}` ? null : word }, 'push')}
            />
            <Button icon={<Link2 aria-hidden size={14} />} onClick={share}>
              {words.share}
            </Button>
            {isDraftShown ? (
              <>
                <Button onClick={() => setDialog('save')}>{words.save}</Button>
                <Button look="ink" onClick={() => setDialog('propose')}>
                  {words.proposeThisPolicy}
                </Button>
              </>
            ) : (
              <Button onClick={() => changeWords({ shown: null }, 'push')}>{words.backToTheDraft}</Button>
            )}
          </>
        }
      >
        {isDraftShown ? (
          <div className="flex min-w-0 items-center gap-2">
            <ScenarioMenu
              current={scenario}
              versions={versions}
              versionName={versionName}
              onBegin={(policy) => draft.change((present) => ({ ...present, policy }))}
            />
            {scenario === null ? null : <HostileText text={scenario.scenario.name} className="truncate font-title" />}
            {was.content === null ? null : (
              <DraftTools
                draft={draft}
                was={was.content}
                areDifferencesShown={areDifferencesShown}
                onToggle={() => setAreDifferencesShown(!areDifferencesShown)}
              />
            )}
          </div>
        ) : null}
      </ScreenBar>
      {detail.trouble === null ? null : (
        <Banner tone="bad" title={words.shippedNumbersDecide}>
          <HostileText text={words.proposeAnother(detail.trouble)} />
        </Banner>
      )}
      {failed !== null ? (
        <QueryFailed error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <div className="flex min-h-0 grow flex-col overflow-y-auto desk:flex-row desk:overflow-visible">
          {baseline === null || was.content === null || shown === null ? null : isDraftShown && !areDifferencesShown ? (
            <ControlSide baseline={baseline} draft={draft} facts={facts} />
          ) : (
            <ComparedSide answers={answers} was={was.content} wasName={was.name} shown={shown} shownName={is.name} />
          )}
          <AnswerSide
            answers={answers}
            status={status}
            facts={facts}
            fault={fault}
            source={source}
            onPlace={(place) => changeWords({ history: place }, 'push')}
            draft={isDraftShown ? draft : null}
            names={{ was: was.name, is: is.name }}
            isTailHeldBack={isTailHeldBack}
            onHoldBack={setIsTailHeldBack}
          />
        </div>
      )}
      {dialog === null ? null : (
        <LabDialogs
          open={dialog}
          lab={lab}
          facts={facts}
          draft={draft}
          inForce={detail}
          modes={modes}
          scenario={scenario}
          onClose={() => {
            setDialog(null)
            // A dialog counts the policy alone, and the gateway counts one draft of a person at a time.
            if (source.place === 'gateway') answers.again()
          }}
          onSaved={(id) => {
            setDialog(null)
            changeWords({ scenario: id }, 'push')
          }}
        />
      )}
    </>
  )
}

function baselineOf({ policy, ...supposed }: ScenarioContent, modes: Baseline['modes']): Baseline {
  const isMore = Object.values(supposed).some((part) => part.length > 0)
  return isMore ? { policy, modes, supposed } : { policy, modes }
}
