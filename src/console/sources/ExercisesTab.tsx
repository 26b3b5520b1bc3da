import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Select } from '../ui/Select.tsx'
import { LoadingState } from '../ui/states.tsx'
import { ExerciseSection } from './ExerciseSection.tsx'
import { TWIN } from './exercise-words.ts'
import { ImportPlaybook } from './PlaybookExchange.tsx'
import { connectorsQuery, exercisesQuery } from './queries.ts'

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
  const asking = useMutation({
    mutationFn: (playbookId: string) => backend.runExercise(playbookId, on === TWIN ? undefined : on),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['plans', 'exercises'] }),
  })
  if (exercises.data === undefined) {
    return exercises.error === null ? (
      <LoadingState label={words.loadingExercises} />
    ) : (
      <QueryFailed error={exercises.error} onRetry={() => void exercises.refetch()} />
    )
  }
  return (
    <div className="px-6 py-2">
      <p className="max-w-[90ch] py-3 text-text-2">{words.anExerciseCarries}</p>
      {staging.length === 0 ? null : (
        <p className="pb-3">
          <Select
            label={words.exerciseOn}
            isLabelShown
            value={on}
            onChange={setChosen}
            choices={[
              { value: TWIN, label: words.builtInTwin },
              ...staging.map(({ id, title }) => ({ value: id, label: <HostileText text={title} /> })),
            ]}
          />
        </p>
      )}
      <ImportPlaybook />
      {asking.error === null ? null : (
        <Banner tone="bad" isUrgent title={words.notExercised(failureWords(asking.error).title)}>
          <HostileText text={failureWords(asking.error).detail} />
        </Banner>
      )}
      {exercises.data.map((view) => (
        <ExerciseSection
          key={view.playbook.id}
          view={view}
          refusal={refusal}
          isAsking={asking.isPending && asking.variables === view.playbook.id}
          onExercise={() => asking.mutate(view.playbook.id)}
        />
      ))}
    </div>
  )
}
