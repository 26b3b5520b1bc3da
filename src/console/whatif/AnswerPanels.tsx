import { clsx } from 'clsx'
import * as words from '#words/whatif.tsx'
import type { HistoryFacts } from '../../engine/worker/whatif-client.ts'
import { FootLine, Section } from '../ui/layout.tsx'
import { StateOf } from '../ui/Time.tsx'
import { ActualPanel } from './ActualPanel.tsx'
import { ApprovalDays } from './ApprovalDays.tsx'
import { ApprovalGroups } from './ApprovalGroups.tsx'
import type { Answers, SideNames } from './answers.ts'
import { BrokenList } from './BrokenList.tsx'
import { ConfidencePanel } from './ConfidencePanel.tsx'
import type { DraftStore } from './draft-store.ts'
import { FlowPanel } from './FlowPanel.tsx'
import { HeadlineBar } from './Headline.tsx'
import { HonestyLine } from './HonestyLine.tsx'
import type { HistorySource, Place } from './history-source.ts'
import { MovedList } from './MovedList.tsx'
import { QueueHead } from './QueueHead.tsx'
import { TeamTable } from './TeamTable.tsx'
import { TriggerTable } from './TriggerTable.tsx'
import { useAnswers, useRested } from './use-lab.ts'

export interface AnswerPanelsProps {
  readonly answers: Answers
  readonly facts: HistoryFacts
  readonly source: HistorySource
  readonly onPlace: (place: Place) => void
  /** Null where what is shown cannot be changed. */
  readonly draft: DraftStore | null
  readonly names: SideNames
  readonly isTailHeldBack: boolean
  readonly onHoldBack: (isTailHeldBack: boolean) => void
}

/**
 * Sums and drawings follow the hand, each subscribed to what it shows. Tables and lists follow when the hand rests, one after
 * another; until then they say that they are of an earlier draft.
 */
export function AnswerPanels(props: AnswerPanelsProps) {
  const { answers, facts, source, onPlace, draft, names, isTailHeldBack, onHoldBack } = props
  const isCounted = useAnswers(answers, ({ run }) => run !== null)
  const isLate = useAnswers(answers, ({ isRunLate }) => isRunLate)
  return (
    <>
      {isCounted ? (
        <div
          className={clsx('@container min-h-0 grow desk:overflow-y-auto', isLate && 'late')}
          {...SCROLLED}
          data-ring="inside"
        >
          <HeadlineBar answers={answers} />
          <HonestyLine
            facts={facts}
            source={source}
            onPlace={onPlace}
            isTailHeldBack={isTailHeldBack}
            onHoldBack={onHoldBack}
          />
          <div className="grid gap-x-6 px-4 desk:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
            <div className="min-w-0">
              <FlowPanel answers={answers} names={names} />
              {source.place === 'gateway' ? (
                <NoLists />
              ) : (
                <>
                  <MovedList answers={answers} />
                  <QueueHead answers={answers} />
                </>
              )}
            </div>
            <div className="min-w-0 border-line max-desk:border-t">
              <ApprovalDays answers={answers}>
                <ApprovalGroups answers={answers} />
              </ApprovalDays>
              {source.place === 'gateway' ? null : <BrokenList answers={answers} />}
              <ConfidencePanel answers={answers} draft={draft} />
              <TriggerTable answers={answers} triggers={facts.triggers} />
              <TeamTable answers={answers} />
              <ActualPanel />
            </div>
          </div>
        </div>
      ) : null}
      <FootLine
        start={<Cost answers={answers} facts={facts} />}
        end={
          <span className="inline-flex items-center gap-2">
            <StateOf at={facts.asOf} />
            <button type="button" className="underline underline-offset-2" onClick={source.readAgain}>
              {source.isReading ? words.reading : words.readAgain}
            </button>
          </span>
        }
      />
    </>
  )
}

/** What only a history in the browser can answer. */
function NoLists() {
  return (
    <Section title={words.singleAlerts}>
      <p className="text-text-2">{words.whichAlertsMoved}</p>
    </Section>
  )
}

const SCROLLED = { role: 'group', tabIndex: 0, 'aria-label': words.whatTheDraftComes } as const

function Cost({ answers, facts }: { readonly answers: Answers; readonly facts: HistoryFacts }) {
  const { run } = useRested(answers, 0)
  if (run === null) return words.nothingCountedYet
  const ms = Math.max(1, Math.round(run.answer.computeMs))
  return words.alertsInCasesDecided(facts.alerts, facts.cases, ms, Math.round(ms / 1000))
}
