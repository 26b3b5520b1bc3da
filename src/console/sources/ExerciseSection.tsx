import { CircleCheck, CircleDashed, CircleSlash, OctagonAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import * as words from '#words/sources.tsx'
import type { ExerciseRun, ExerciseView } from '../../domain/views/exercise-views.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { Time } from '../ui/Time.tsx'
import { ExerciseSteps } from './ExerciseSteps.tsx'
import { notThere, onWhat, progressWords, TWIN } from './exercise-words.ts'
import { ExportPlaybook } from './PlaybookExchange.tsx'

interface ExerciseSectionProps {
  readonly view: ExerciseView
  readonly refusal: string | null
  readonly isAsking: boolean
  readonly onExercise: () => void
}

/** One playbook: whether its evidence counts, the exercise that is under way, and what the newest one did. */
export function ExerciseSection({ view, refusal, isAsking, onExercise }: ExerciseSectionProps) {
  const { playbook, current } = view
  const shown = current ?? view.last
  return (
    <Section
      title={
        <>
          <HostileText text={playbook.title} />{' '}
          <span className="ms-2 font-mono text-small text-text-3">
            {words.idVersion(playbook.id, playbook.version)}
          </span>
        </>
      }
      aside={
        <span className="flex items-center justify-end gap-2">
          <ExportPlaybook id={playbook.id} title={playbook.title} />
          <Button look="ghost" disabledBecause={refusal} isBusy={isAsking || current !== null} onClick={onExercise}>
            {words.exerciseNow}
          </Button>
        </span>
      }
    >
      <Evidence view={view} />
      {/* Stands there from the start: what comes in later is read out. */}
      <div role="status">{current === null ? null : <UnderWay run={current} />}</div>
      {current === null && view.last !== null && !isEvidence(view) ? <Outcome run={view.last} /> : null}
      {shown === null ? null : (
        <>
          <ExerciseSteps label={words.whatDid(playbook.title)} steps={shown.steps} />
          {notThere(shown).map((sentence) => (
            <p key={sentence} className="pt-1 text-small text-text-3">
              <HostileText text={sentence} />
            </p>
          ))}
        </>
      )}
    </Section>
  )
}

/** Whether the newest exercise is the one that the gate goes by: then it is told once. */
function isEvidence({ exercisedAt, last }: ExerciseView): boolean {
  return last !== null && last.state === 'passed' && last.endedAt === exercisedAt && last.note === null
}

/** What the gate asks for. */
function Evidence({ view }: { readonly view: ExerciseView }) {
  const { exercisedAt, countsUntil, isFresh, isSample, connectorTitle, last } = view
  if (exercisedAt === null || countsUntil === null) {
    return (
      <Line
        icon={<CircleDashed aria-hidden size={14} />}
        word={last === null ? words.neverExercised : words.noEvidence}
      >
        {words.nothingOfThisVersion}
      </Line>
    )
  }
  return (
    <Line
      icon={
        isFresh ? <CircleCheck aria-hidden size={14} className="text-ok" /> : <CircleDashed aria-hidden size={14} />
      }
      word={isFresh ? (isSample ? words.countsForSample : words.counts) : words.noLongerCounts}
    >
      {words.exercised(
        <Time at={exercisedAt} />,
        <HostileText text={onWhat(connectorTitle ?? TWIN)} />,
        isSample ? (
          words.inventedExercise
        ) : last !== null && isEvidence(view) ? (
          <HostileText text={words.askedFor(last.by)} />
        ) : null,
        isFresh,
        <Time at={countsUntil} look="clock" />,
      )}
    </Line>
  )
}

function UnderWay({ run }: { readonly run: ExerciseRun }) {
  return (
    <Line icon={<Spinner />} word={run.state === 'waiting' ? words.askedForTitle : words.beingExercised}>
      <HostileText text={words.forIt(onWhat(run.on), run.by)} />, <Time at={run.begunAt ?? run.askedAt} />.{' '}
      <HostileText text={run.note ?? `${progressWords(run)}.`} />
    </Line>
  )
}

/** The newest exercise, where it says more than the evidence does. */
function Outcome({ run: { state, endedAt, by, on, note } }: { readonly run: ExerciseRun }) {
  const [word, icon] = {
    passed: [words.passed, <CircleCheck key="passed" aria-hidden size={14} className="text-ok" />] as const,
    failed: [words.failed, <OctagonAlert key="failed" aria-hidden size={14} className="text-bad" />] as const,
    'broken-off': [words.brokenOff, <CircleSlash key="off" aria-hidden size={14} className="text-doubt" />] as const,
    waiting: ['', null] as const,
    running: ['', null] as const,
  }[state]
  return (
    <Line icon={icon} word={word}>
      {endedAt === null ? null : <Time at={endedAt} />} <HostileText text={words.askedForOfOnWhat(onWhat(on), by)} />{' '}
      {note === null ? null : <HostileText text={note} />}
    </Line>
  )
}

function Line({
  icon,
  word,
  children,
}: {
  readonly icon: ReactNode
  readonly word: string
  readonly children: ReactNode
}) {
  return (
    <p className="flex items-baseline gap-2 py-0.5">
      <span className="translate-y-0.5">{icon}</span>
      <span className="shrink-0 font-strong">{word}</span>
      <span className="min-w-0 text-text-2">{children}</span>
    </p>
  )
}
