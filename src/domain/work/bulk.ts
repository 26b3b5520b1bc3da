/** Members named in one call: a larger action is told in parts. */
export const MOST_MEMBERS = 10_000

/** More than one person answers for with one reason; what is beyond is a rule for suppression or a trigger to tune. */
export const MOST_IN_ALL = 100_000

/** Alerts changed in one transaction: progress is told, and a lost connection costs at most this much waiting. */
export const CHUNK = 100

/** `gathering`: more of its members are still to be told, and nothing of it can be done. */
export const BULK_STATES = ['gathering', 'running', 'done', 'cancelled'] as const

/** What became of a member; `waiting` ones of a cancelled action were never touched. */
export const OUTCOMES = ['waiting', 'changed', 'unchanged', 'refused', 'collided', 'gone'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface BulkMember {
  readonly id: string
  /** Of the alert, as the person saw it. */
  readonly version: number
}

/** What the digest of a membership is taken over: the same alerts in whatever order are the same membership. */
export function membershipText(members: readonly BulkMember[]): string {
  return members
    .map(({ id, version }) => `${id} ${version}`)
    .sort()
    .join('\n')
}
