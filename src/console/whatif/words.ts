import type { HistoryFacts } from '../../engine/worker/whatif-client.ts'
import { countText } from '../ui/number-text.ts'
import { CONTROL_GROUPS } from './policy-controls.ts'

/** What moved an alert, in words: `policy.confidence.bands` is "Bands of confidence". */
export function factorWords(factor: string | null): string {
  if (factor === null) return 'several together'
  if (factor === 'identities') return 'Supposed facts'
  if (factor === 'exercised') return 'Supposed exercise'
  if (factor.startsWith('trigger ')) return `Trigger ${factor.slice('trigger '.length)}`
  const path = factor.slice('policy.'.length)
  if (path === 'need.matrix') return 'Need matrix'
  if (path === 'gate.autoEnvironments') return 'Auto: environments'
  const group = CONTROL_GROUPS.find(({ controls }) =>
    controls.some(({ id }) => id === path || id.startsWith(`${path}.`)),
  )
  const single = group?.controls.find(({ id }) => id === path)
  return single?.label ?? group?.title ?? path
}

export function signed(difference: number): string {
  if (difference === 0) return '±0'
  return `${difference > 0 ? '+' : '−'}${countText(Math.abs(difference))}`
}

/** With whose facts of their identities alerts are replayed. A share that is not all never reads as 100 %. */
export function factWords({ ofThen, ofToday }: HistoryFacts['facts']): string {
  const all = ofThen + ofToday
  if (all === 0) return 'No alert of it names an identity.'
  if (ofThen === 0) return 'Replayed with today’s facts: none were recorded with these alerts.'
  if (ofToday === 0) return 'Facts of then for all alerts; today’s for owners’ teams, consumers and credentials.'
  const percent = Math.min(99, Math.max(1, Math.round((100 * ofThen) / all)))
  const share = all < FEW ? `${ofThen} of ${all} alerts` : `${percent} % of the alerts`
  return `Facts of then for ${share}; today’s for the others, and for owners’ teams, consumers and credentials of all.`
}

/** Below that a percentage lies. */
const FEW = 30
