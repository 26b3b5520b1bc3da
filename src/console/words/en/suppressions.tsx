import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const title = 'Suppressions'
export const add = 'Suppress by a query'
export const loading = 'Loading suppressions'
export const stale = 'This list is not of this moment.'
export const staleDetail = 'What was put up or ended since then is not on it.'
export const emptyTitle = 'Nothing is suppressed'
export const empty =
  'Every open alert is in the queue. From an alert’s menu, or with a query, what is known to be noise is kept out of it for a while.'
export const standing = 'In force'
export const over = 'Over'
export const noneStanding = 'No suppression is in force: every open alert is in the queue.'
export const noneOver = 'None has ended yet.'
export const extend = 'Another end'
export const extendName = (name: string) => `Another end for ${name}`
export const extendDescription = 'You answer for it from then on.'
export const extendSend = 'Set this end'
export const extendFailed = 'The end was not changed'
export const extended = (name: string) => `${name} has another end.`
/** Why a former end stands again, in the record: whoever takes it back answers for it, and the reason stays whose it was. */
export const endsAsBefore = (owner: string, reason: string) =>
  `The end that ${owner} set stands again: ${reason}`.slice(0, 2000)
export const unextended = (name: string) => `${name} ends as it did before. You answer for it from now on.`
export const notUnextended = (name: string) => `${name} keeps its new end.`
export const end = 'End it'
export const endName = (name: string) => `End ${name}`
export const endDescription = (holding: number) =>
  holding === 0 ? 'It holds nothing now.' : `${plural(holding, 'alert')} come back into the queue at once.`
export const endHint = 'Goes into the record under your name.'
export const endFailed = 'It was not ended'
export const ended = (name: string, holding: number) => `${name} is over. ${plural(holding, 'alert')} came back.`
export const leave = 'Leave it'
export const holds = (holding: number) => `${countText(holding)} now`
export const showHeld = (holding: number, name: string) => `${countText(holding)} now: alerts that ${name} holds now`
export const soFar = (held: number) => `${plural(held, 'alert')} so far`
export const known = (held: number, truePositives: number) =>
  `known when it was set: ${countText(held)} before, ${truePositives === 0 ? 'none' : countText(truePositives)} true`
export const endedBy = 'by'
export const foot = (standing: number, holding: number) =>
  `${plural(standing, 'suppression')} in force, ${plural(holding, 'alert')} held back`
export const shown = 'T3 and T4, decoys, confirmed alerts and what acts by itself are always in the queue.'

export const until = (until: ReactNode) => <>until {until}</>
export const endedAt = (time: ReactNode) => <>ended {time}</>

export const nextSuppression = 'Next suppression'
export const suppressionBefore = 'Suppression before'
export const takeBackLast = 'Take back what was done last'
export const giveItAnotherEnd = 'Give it another end'
