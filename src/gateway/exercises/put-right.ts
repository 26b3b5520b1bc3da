import { actionOf } from '../../domain/action/catalogue.ts'
import type { StagingTarget } from '../connectors/desk.ts'
import type { Journal } from './exercise-rows.ts'
import { lookAt, type Rehearsal, takeBack } from './rehearse-on-target.ts'

export interface PutRight {
  /** What is true now: all of it is taken back, it stands though that was tried, or nobody can tell. */
  readonly left: 'nothing' | 'stands' | 'unknown'
  /** What stood there and what became of it, in sentences for a person. */
  readonly said: string
}

const LOOK_EVERY_MS = 1_000

/**
 * Brings a stand-in back to what it was where a gateway left in the middle: reads whether what that one sent stands there and takes it
 * back. What cannot be read is asked for as long as an action may take.
 */
export async function putRight(target: StagingTarget, journal: Journal, rehearsal: Rehearsal): Promise<PutRight> {
  const { step } = journal
  const what = `“${actionOf(step.action).title}” on ${step.target.account}`
  const look = () => lookAt(target.connector, step, { ...rehearsal, key: journal.key })
  const begun = rehearsal.clock()
  let found = await look()
  while (found.effect === 'unknown' && rehearsal.clock() - begun < rehearsal.withinMs) {
    await rehearsal.wait(LOOK_EVERY_MS)
    found = await look()
  }
  if (found.effect === 'unknown') {
    return { left: 'unknown', said: `Whether ${what} stands cannot be read, so look there by hand. ${found.detail}` }
  }
  if (found.effect === 'absent') return { left: 'nothing', said: `Nothing of ${what} was left.` }
  const back = await takeBack(target, step, found, rehearsal)
  return back.ok
    ? { left: 'nothing', said: `${what} was left and is taken back.` }
    : { left: 'stands', said: `${what} was left: take it back by hand. ${back.problem}` }
}
