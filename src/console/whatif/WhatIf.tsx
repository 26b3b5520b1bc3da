import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/whatif.tsx'
import type { PolicyDetail, TriggerView } from '../../domain/views/change-views.ts'
import type { ScenarioContent, ScenarioDetail } from '../../domain/views/history-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useUrlWords } from '../shared/url-state.ts'
import { ScreenBar } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'
import { Lab } from './Lab.tsx'
import { policyQuery, scenarioQuery, triggersQuery } from './queries.ts'
import { readFragment } from './scenario-link.ts'

/** Every number of the policy under the hand, and the whole history answering. Nothing here is in force by itself. */
export function WhatIf() {
  const [urlWords] = useUrlWords()
  const backend = useBackend()
  const id = urlWords['scenario'] ?? ''
  const policy = useQuery(policyQuery(backend))
  const triggers = useQuery(triggersQuery(backend))
  const scenario = useQuery({ ...scenarioQuery(backend, id), enabled: id !== '' })
  // The draft of a link is read once: what is tried afterwards is this tab's own.
  const [linked] = useState(() => readFragment(window.location.hash))
  const failed = [policy, triggers, scenario].find(({ isError, data }) => isError && data === undefined)
  if (failed !== undefined) {
    return (
      <>
        <ScreenBar title={words.whatIf} />
        <QueryFailed error={failed.error} onRetry={() => void failed.refetch()} />
      </>
    )
  }
  if (policy.data === undefined || triggers.data === undefined || (id !== '' && scenario.data === undefined)) {
    return (
      <>
        <ScreenBar title={words.whatIf} />
        <LoadingState label={words.loadingThePolicy} />
      </>
    )
  }
  return (
    <LoadedLab
      key={id}
      policy={policy.data}
      triggers={triggers.data}
      scenario={id === '' ? null : (scenario.data ?? null)}
      linked={id === '' ? linked : null}
    />
  )
}

interface LoadedLabProps {
  readonly policy: PolicyDetail
  readonly triggers: readonly TriggerView[]
  readonly scenario: ScenarioDetail | null
  readonly linked: ScenarioContent | null
}

/** A draft begins from what was asked for and does not move when the world does: only its comparison does. */
function LoadedLab({ policy, triggers, scenario, linked }: LoadedLabProps) {
  const [start] = useState(
    (): ScenarioContent =>
      scenario?.content ?? linked ?? { policy: policy.policy, triggers: [], identities: [], exercised: [] },
  )
  const [modes] = useState(() => triggers.map(({ id, mode }) => ({ id, mode })).filter(({ mode }) => mode !== 'on'))
  return <Lab detail={policy} modes={modes} start={start} scenario={scenario} />
}
