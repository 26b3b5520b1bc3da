import { DOMAIN_WORDS } from '../people/domains.ts'
import type { Audience } from '../plan/plan-words.ts'
import type { Escalation } from '../plan/stage.ts'
import { needOf, type SeatWish, type StageRule } from './quorum-rules.ts'

/** How long after the request a share of its time (percent) is over, in words. */
export type SayMoment = (percent: number) => string

/** Who may take a seat: "any approver", "SOC". */
export const WISH_WORDS: Readonly<Record<SeatWish, string>> = {
  anybody: 'any approver',
  'owner-team': 'the owner’s team',
  'action-owner': 'whoever answers for the action',
  ...DOMAIN_WORDS,
}

/** To whom silence is passed on. */
export const AUDIENCE_WORDS: Readonly<Record<Audience, string>> = {
  'who-could': 'whoever could take a free seat',
  approvers: 'every approver',
  managers: 'managers',
}

/** "two of SOC and one of the owner’s team", "two of the seats IAM, 2 × SOC, any approver". */
export function saySeats({ need, seats }: Pick<StageRule, 'need' | 'seats'>): string {
  const kinds = [...new Set(seats)]
  const [only] = kinds
  if (only !== undefined && kinds.length === 1) return sayKind(only, need)
  const counted = kinds.map((kind) => ({ kind, count: seats.filter((wish) => wish === kind).length }))
  if (need === seats.length) return listed(counted.map(({ kind, count }) => sayKind(kind, count)))
  const names = counted.map(({ kind, count }) => `${count === 1 ? '' : `${count} × `}${WISH_WORDS[kind]}`)
  return `${countWord(need)} of the seats ${names.join(', ')}`
}

/** "every approver is told after 15 min, managers after 24 min"; nothing for a chain that is empty. */
export function sayChain(chain: readonly Escalation[], moment: SayMoment): string {
  return chain
    .map(({ tell, afterPercent }, i) => {
      const verb = i > 0 ? '' : tell === 'managers' ? ' are told' : ' is told'
      return `${AUDIENCE_WORDS[tell]}${verb} after ${moment(afterPercent)}`
    })
    .join(', ')
}

/** The stages of a gate, with those chains that are their own: what two policies differ in. */
export function sayStageRules(rules: readonly StageRule[], moment: SayMoment): string {
  return rules
    .map((rule) => {
      const who = `${rule.title}: ${saySeats(rule)}`
      if (rule.silence === null) return who
      const chain = sayChain(rule.silence, moment)
      return `${who}, in silence ${chain === '' ? 'nobody is told' : chain}`
    })
    .join('; ')
}

/** What the stages of a gate come to, in one sentence a stage, with the chain of a stage that has none of its own. */
export function sayConsequence(
  rules: readonly StageRule[],
  usual: readonly Escalation[],
  moment: SayMoment,
): readonly string[] {
  const people = needOf(rules)
  return rules.map((rule) => {
    const seats = saySeats(rule)
    const who = rules.length === 1 ? `Takes ${seats}` : `${rule.title}: ${seats}`
    const chain = sayChain(rule.silence ?? usual, moment)
    const together = people === 1 || rules.length > 1 ? '' : `, ${countWord(people)} different people`
    return `${who}${together}. ${chain === '' ? 'Nobody is told of silence.' : `In silence ${chain}.`}`
  })
}

function sayKind(wish: SeatWish, count: number): string {
  if (wish === 'anybody') return count === 1 ? 'any approver' : `any ${countWord(count)} approvers`
  if (wish === 'action-owner') return count === 1 ? WISH_WORDS[wish] : `${countWord(count)} of those who answer for it`
  return `${countWord(count)} of ${WISH_WORDS[wish]}`
}

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

const COUNT_WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six']

function countWord(count: number): string {
  return COUNT_WORDS[count] ?? String(count)
}
