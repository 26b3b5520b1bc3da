import type { ChangeState } from './change.ts'

/**
 * What can happen to a change. `activate`: its time has come and what it was based on still holds. `outdate`: it does not hold any
 * more. `supersede`: another version came into force after it. `roll-back`: the version that came after it brings back one
 * from before it.
 */
export const CHANGE_EVENTS = [
  'approve',
  'reject',
  'withdraw',
  'expire',
  'outdate',
  'activate',
  'supersede',
  'roll-back',
] as const
export type ChangeEvent = (typeof CHANGE_EVENTS)[number]

/** An approved change does not expire: it has a time of its own, at which it becomes active or is found outdated. */
const MOVES: Readonly<Record<ChangeEvent, { readonly from: readonly ChangeState[]; readonly to: ChangeState }>> = {
  approve: { from: ['proposed'], to: 'approved' },
  reject: { from: ['proposed'], to: 'rejected' },
  withdraw: { from: ['proposed', 'approved'], to: 'withdrawn' },
  expire: { from: ['proposed'], to: 'expired' },
  outdate: { from: ['proposed', 'approved'], to: 'stale' },
  activate: { from: ['approved'], to: 'active' },
  supersede: { from: ['active'], to: 'superseded' },
  'roll-back': { from: ['active'], to: 'rolled-back' },
}

/** From which states an event is possible, and where it leads. The database lets one of several writers through by it. */
export function moveOf(event: ChangeEvent): { readonly from: readonly ChangeState[]; readonly to: ChangeState } {
  return MOVES[event]
}

/** The state after `event`, or null where it cannot happen. */
export function nextChangeState(state: ChangeState, event: ChangeEvent): ChangeState | null {
  const { from, to } = MOVES[event]
  return from.includes(state) ? to : null
}
