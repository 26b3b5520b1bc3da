import * as words from '#words/whatif.tsx'
import type { HistoryFacts } from '../../engine/worker/whatif-client.ts'
import { CONTROL_GROUPS } from '../shared/policy/policy-controls.ts'
import { countText } from '../ui/number-text.ts'

/** What moved an alert, in words: `policy.confidence.bands` is "Bands of confidence". */
export function factorWords(factor: string | null): string {
  if (factor === null) return words.severalTogether
  if (factor === 'identities') return words.supposedFacts
  if (factor === 'exercised') return words.supposedExercise
  if (factor.startsWith('trigger ')) return words.triggerOfFactor(factor.slice('trigger '.length))
  const path = factor.slice('policy.'.length)
  if (path === 'need.matrix') return words.needMatrix
  if (path === 'gate.autoEnvironments') return words.autoEnvironments
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
  if (all === 0) return words.noAlertOfItNames
  if (ofThen === 0) return words.replayedWithTodays
  if (ofToday === 0) return words.factsOfThen
  const percent = Math.min(99, Math.max(1, Math.round((100 * ofThen) / all)))
  const share = all < FEW ? words.ofAlerts(ofThen, all) : words.ofTheAlerts(percent)
  return words.factsOfThenOfShare(share)
}

/** Below that a percentage lies. */
const FEW = 30
