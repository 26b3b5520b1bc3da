import { DIMENSIONS, type Dimension, type Facts } from './fields.ts'

/** One fact that is worth a word to whoever judges the record. */
export interface Remark {
  /** The fact behind it, by its dotted name. */
  readonly field: string
  readonly text: string
  /** What it is counted over; null where the inventory says it. */
  readonly basis: string | null
  /** False where the history is too short to bear the claim. */
  readonly isSettled: boolean
}

/** A use after so many days without one is a waking up. */
const DORMANT_DAYS = 30

/**
 * What stands out in the facts of a record, in words, the most telling first; empty where all is as ever. Nothing that a
 * record wrote is in these words: they are ours.
 */
export function remarksOf(facts: Facts): readonly Remark[] {
  return [
    ...sessionRemarks(facts),
    ...secretRemarks(facts),
    ...agentRemarks(facts),
    ...noveltyRemarks(facts),
    ...identityRemarks(facts),
  ]
}

/** How much was seen of the identity before: `212 events on 31 days`. Null where the record names none. */
export function historyWords(facts: Facts): string | null {
  const history = numberOf(facts, 'novel.history')
  const days = numberOf(facts, 'novel.history_days')
  return history === null || days === null ? null : `${counted(history, 'event')} on ${counted(days, 'day')}`
}

function sessionRemarks(facts: Facts): readonly Remark[] {
  const uses = numberOf(facts, 'session.history') ?? 0
  const sources = numberOf(facts, 'session.sources') ?? 0
  const basis = `${counted(uses, 'use')} before, ${counted(sources, 'network')} in all`
  const remark = (field: string, text: string): Remark => ({ field, text, basis, isSettled: true })
  const what = SESSION_WORDS.get(facts['session.kind']) ?? 'The session'
  const remarks: Remark[] = []
  if (facts['session.overlap'] === true) {
    remarks.push(remark('session.overlap', `${what} is used on two networks in turn, within minutes`))
  }
  if (facts['session.new_source'] === true) {
    remarks.push(remark('session.new_source', `${what} is used from a new network`))
  } else if (facts['session.at_origin'] === false) {
    remarks.push(remark('session.at_origin', `${what} began on another network`))
  }
  if (facts['session.new_user_agent'] === true) {
    remarks.push(remark('session.new_user_agent', `${what} is used by a new program`))
  }
  return remarks
}

const SESSION_WORDS: ReadonlyMap<unknown, string> = new Map([
  ['instance', 'The instance’s session'],
  ['session', 'The session'],
  ['credential', 'The credential'],
])

function secretRemarks(facts: Facts): readonly Remark[] {
  const remarks: Remark[] = []
  const days = numberOf(facts, 'secret.days_since_rotated')
  const words: ReadonlyMap<unknown, string> = new Map([
    ['rotated', days === null ? 'The secret was rotated' : `The secret was rotated ${counted(days, 'day')} before`],
    ['inactive', 'The secret is switched off'],
    ['revoked', 'The secret is revoked'],
  ])
  const state = words.get(facts['secret.state'])
  if (state !== undefined) remarks.push({ field: 'secret.state', text: state, basis: null, isSettled: true })
  const users = numberOf(facts, 'secret.used_by') ?? 0
  if (users > 1) {
    const text = `The secret was seen with ${users} identities`
    remarks.push({ field: 'secret.used_by', text, basis: null, isSettled: true })
  }
  return remarks
}

function agentRemarks(facts: Facts): readonly Remark[] {
  const remark = (field: string, text: string): Remark => ({ field, text, basis: null, isSettled: true })
  const remarks: Remark[] = []
  if (facts['agent.in_task_window'] === false) {
    remarks.push(remark('agent.in_task_window', 'The agent has no work at this time'))
  }
  if (facts['agent.tool_approved'] === false) {
    remarks.push(remark('agent.tool_approved', 'Its owner did not approve this tool'))
  }
  if (facts['agent.authority_exceeded'] === true) {
    const text = `The tool can ${CAN.get(facts['agent.tool_authority'])}, the task needs to ${CAN.get(facts['agent.task_authority'])}`
    remarks.push(remark('agent.authority_exceeded', text))
  }
  return remarks
}

const CAN: ReadonlyMap<unknown, string> = new Map([
  ['read', 'read'],
  ['write', 'write'],
  ['admin', 'administer'],
])

const FIRST: Readonly<Record<Dimension, { readonly text: string; readonly one: string }>> = {
  region: { text: 'First time in this region', one: 'region' },
  network: { text: 'First time from this network', one: 'network' },
  user_agent: { text: 'First time with this user agent', one: 'user agent' },
  action: { text: 'First time it does this', one: 'action' },
  resource: { text: 'First time on this resource', one: 'resource' },
  tool: { text: 'First time with this tool', one: 'tool' },
}

function noveltyRemarks(facts: Facts): readonly Remark[] {
  const isSettled = facts['novel.is_settled'] === true
  return DIMENSIONS.filter((dimension) => facts[`novel.${dimension}`] === true).map((dimension) => {
    const { text, one } = FIRST[dimension]
    const seen = counted(numberOf(facts, `novel.${dimension}_seen`) ?? 0, one)
    return { field: `novel.${dimension}`, text, basis: `${historyWords(facts)} showed ${seen}`, isSettled }
  })
}

function identityRemarks(facts: Facts): readonly Remark[] {
  const remarks: Remark[] = []
  const dormant = numberOf(facts, 'identity.dormant_days') ?? 0
  if (dormant >= DORMANT_DAYS) {
    const text = `First use after ${dormant} days`
    remarks.push({ field: 'identity.dormant_days', text, basis: historyWords(facts), isSettled: true })
  }
  if (facts['identity.rotation_overdue'] === true) {
    const days = numberOf(facts, 'identity.days_since_rotation')
    const text = `A credential is past its rotation${days === null ? '' : `, ${days} days old`}`
    remarks.push({ field: 'identity.rotation_overdue', text, basis: null, isSettled: true })
  }
  return remarks
}

function numberOf(facts: Facts, name: string): number | null {
  const value = facts[name]
  return typeof value === 'number' ? value : null
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}
