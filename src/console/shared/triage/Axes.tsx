import { useQuery } from '@tanstack/react-query'
import * as words from '#words/shared/work.tsx'
import type { Decision, Disruption } from '../../../domain/decision/decision.ts'
import { AxisBar } from '../../ui/AxisBar.tsx'
import { useBackend } from '../backend.tsx'
import { policyQuery } from './queries.ts'

interface AxesProps {
  readonly decision: Decision
  /** Of the action that is looked at; null where none is. */
  readonly disruption: Disruption | null
}

/** The three axes of a decision, one under the other. The ticks are the policy's own bands; without it there are none. */
export function Axes({ decision, disruption }: AxesProps) {
  const backend = useBackend()
  const policy = useQuery(policyQuery(backend)).data
  const { confidence, urgency } = decision
  return (
    <div>
      <AxisBar
        name={words.confidence}
        value={confidence.value}
        band={words.bands[confidence.band]}
        ticks={policy === undefined ? [] : Object.values(policy.confidence.bands)}
      />
      <AxisBar
        name={words.urgency}
        value={urgency.value}
        band={words.bands[urgency.band]}
        ticks={policy === undefined ? [] : Object.values(policy.urgency.bands)}
        isIncomplete={urgency.hasUnknowns}
      />
      {disruption === null ? null : (
        <AxisBar
          name={words.disruption}
          value={disruption.score}
          band={words.bands[disruption.level]}
          ticks={policy === undefined ? [] : Object.values(policy.disruption.levels)}
          tone="cut"
          isIncomplete={!disruption.isComplete}
        />
      )}
    </div>
  )
}
