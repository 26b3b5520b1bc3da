import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleDashed, OctagonAlert } from 'lucide-react'
import { useState } from 'react'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { ExerciseStep, ExerciseView } from '../../domain/views/exercise-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { Select } from '../ui/Select.tsx'
import { LoadingState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'
import { ExportPlaybook, ImportPlaybook } from './PlaybookExchange.tsx'
import { connectorsQuery, exercisesQuery } from './queries.ts'
import { Table } from './Table.tsx'

/** Which playbooks were tried and what came of it. Nothing of an untried one runs without a vote. */
export function ExercisesTab() {
  const backend = useBackend()
  const queries = useQueryClient()
  const exercises = useQuery(exercisesQuery(backend))
  const staging = (useQuery(connectorsQuery(backend)).data ?? []).filter(
    ({ standIn, isOn }) => standIn !== null && isOn,
  )
  const [chosen, setChosen] = useState(TWIN)
  // One that was switched off meanwhile is no choice any more.
  const on = staging.some(({ id }) => id === chosen) ? chosen : TWIN
  const refusal = useRefusal('run-exercise')
  const running = useMutation({
    mutationFn: (playbookId: string) => backend.runExercise(playbookId, on === TWIN ? undefined : on),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['plans', 'exercises'] }),
  })
  if (exercises.data === undefined) {
    return exercises.error === null ? (
      <LoadingState label="Loading exercises" />
    ) : (
      <QueryFailed error={exercises.error} onRetry={() => void exercises.refetch()} />
    )
  }
  return (
    <div className="px-6 py-2">
      <p className="py-3 text-text-2">
        An exercise carries every action of a playbook out on the built-in twin, or on a target that is connected for
        exercises only, reads it back and takes it back; what cannot be taken back there is tried on the twin. Steps run
        without a vote only while the exercise of that very version counts; it is repeated by itself in time once
        somebody has begun.
      </p>
      {staging.length === 0 ? null : (
        <p className="pb-3">
          <Select
            label="Exercise on"
            isLabelShown
            value={on}
            onChange={setChosen}
            choices={[
              { value: TWIN, label: 'Built-in twin' },
              ...staging.map(({ id, title }) => ({ value: id, label: <HostileText text={title} /> })),
            ]}
          />
        </p>
      )}
      <ImportPlaybook />
      {running.error === null ? null : (
        <Banner tone="bad" isUrgent title={`Not exercised. ${failureWords(running.error).title}.`}>
          <HostileText text={failureWords(running.error).detail} />
        </Banner>
      )}
      {exercises.data.map((view) => (
        <Section
          key={view.playbook.id}
          title={
            <>
              {view.playbook.title}{' '}
              <span className="ms-2 font-mono text-small text-text-3">
                {view.playbook.id} v{view.playbook.version}
              </span>
            </>
          }
          aside={
            <>
              <ExportPlaybook id={view.playbook.id} title={view.playbook.title} />
              <Button
                look="ghost"
                disabledBecause={refusal}
                isBusy={running.isPending && running.variables === view.playbook.id}
                onClick={() => running.mutate(view.playbook.id)}
              >
                Exercise now
              </Button>
            </>
          }
        >
          <Evidence view={view} />
          {view.last === null ? null : <Steps name={view.playbook.title} steps={view.last.steps} />}
        </Section>
      ))}
    </div>
  )
}

/** Its id among connectors. */
const TWIN = 'twin'

function Evidence({ view }: { readonly view: ExerciseView }) {
  const { last, exercisedAt, countsUntil, isFresh, connectorTitle } = view
  if (last !== null && !last.passed) {
    return (
      <p className="flex items-center gap-2">
        <OctagonAlert aria-hidden size={14} className="text-bad" />
        <span className="font-strong">Failed</span>
        <span>
          <Time at={last.at} /> by <HostileText text={last.by} />, <On name={last.on} />. Nothing of it runs without a
          vote.
        </span>
      </p>
    )
  }
  if (exercisedAt === null || countsUntil === null) {
    return (
      <p className="flex items-center gap-2 text-text-2">
        <CircleDashed aria-hidden size={14} /> Never exercised in this version.
      </p>
    )
  }
  return (
    <p className="flex flex-wrap items-center gap-2">
      {isFresh ? <CircleCheck aria-hidden size={14} className="text-ok" /> : <CircleDashed aria-hidden size={14} />}
      <span className="font-strong">{isFresh ? 'Counts' : 'No longer counts'}</span>
      <span className="text-text-2">
        exercised <Time at={exercisedAt} /> <On name={connectorTitle ?? TWIN} />
        {last === null ? (
          ''
        ) : (
          <>
            {' '}
            by <HostileText text={last.by} />
          </>
        )}
        , until <Time at={countsUntil} look="both" />
      </span>
    </p>
  )
}

function On({ name }: { readonly name: string }) {
  return <>on {name === TWIN ? 'the twin' : <HostileText text={name} />}</>
}

const UNDO: Readonly<Record<ExerciseStep['undo'], string>> = {
  restored: 'restored',
  'not-restored': 'not restored',
  'for-good': 'none: it is for good',
  'nothing-to-undo': 'nothing to undo',
}

function Steps({ name, steps }: { readonly name: string; readonly steps: readonly ExerciseStep[] }) {
  return (
    <Table
      label={`What ${name} did`}
      head={[
        ['Action', 'text-start'],
        ['Tried on', 'text-start'],
        ['Read back', 'text-start'],
        ['Broke', 'text-start'],
        ['Undo', 'text-start'],
        ['Back after', 'text-end'],
        ['Stays down', 'text-start ps-8'],
      ]}
    >
      {steps.map((step) => (
        <tr key={step.action}>
          <td>{actionOf(step.action).title}</td>
          <td className="text-text-2">{step.on === TWIN ? 'the twin' : <HostileText text={step.on} />}</td>
          <td>
            {step.problem === null ? (
              <VerificationMark state={step.containment} />
            ) : (
              <span className="text-bad">
                <HostileText text={step.problem} />
              </span>
            )}
          </td>
          <td className="text-text-2">{step.broke.length === 0 ? 'nobody' : step.broke.join(', ')}</td>
          <td className="text-text-2">{UNDO[step.undo]}</td>
          <td className="text-end tabular-nums">
            {step.backAfterSeconds === null ? '' : `${step.backAfterSeconds} s`}
          </td>
          <td className="ps-8 text-text-2">{step.stayDown.length === 0 ? 'nobody' : step.stayDown.join(', ')}</td>
        </tr>
      ))}
    </Table>
  )
}
