import type { Kernel } from './kernel.ts'
import {
  ACTION_SLOTS,
  GATE_OF_KIND,
  JOINT_WORDS,
  KINDS_OF_ANSWER,
  MENU_SLOTS,
  MODE_ANSWER,
  MODE_NEED,
  MODE_RECOUNT,
  NEED_NO_ALERT,
  NEED_OVER,
  NO_PLANE,
  NOTHING,
  OWN_ASK,
  PARAMETERS,
  type Parameter,
  UNKNOWN,
} from './layout.ts'

const THREATS = 6
const KINDS = 11
const { one: ONE, two: TWO, blocked: BLOCKED, below: BELOW, absent: ABSENT } = KINDS_OF_ANSWER

/** `kernel.as` in TypeScript, over the same memory: for engines without SIMD, and to check the other by. */
export function createTwin(buffer: ArrayBufferLike): Kernel {
  const bytes = new Uint8Array(buffer)
  const halves = new Uint16Array(buffer)
  const words = new Uint32Array(buffer)
  const place = Object.fromEntries(PARAMETERS.map((name, i) => [name, i])) as Record<Parameter, number>
  const at = (name: Parameter) => words[place[name]] ?? 0
  const byte = (address: number) => bytes[address] ?? 0
  const half = (address: number) => halves[address >> 1] ?? 0
  const word = (address: number) => words[address >> 2] ?? 0
  const bump = (address: number, amount: number) => {
    words[address >> 2] = word(address) + amount
  }
  let [lane, isOff, ask, scope] = [0, 0, 0, 0]

  const enter = (which: number) => {
    const own = at('lanes') + which * 16
    lane = which
    isOff = word(own)
    ask = word(own + 4)
    scope = word(own + 8)
  }

  const spotOf = (i: number) => word(at('spot') + i * 4)
  const whoOf = (i: number) => word(at('spotWho') + spotOf(i) * 4)

  const needOf = (i: number): number => {
    const is = byte(at('keyClass') + word(at('key') + i * 4)) | byte(at('spots') + spotOf(i) * 8)
    if (isOff !== 0 && (is & 0x80) !== 0) return NEED_NO_ALERT
    const uncapped = byte(at('matrix') + (is & 15))
    const tier = (is & 16) !== 0 ? Math.min(uncapped, at('capAt')) : uncapped
    return tier | (uncapped << 3) | (is & NEED_OVER)
  }

  const choose = (menu: number, isCapped: boolean, tier: number): number => {
    const own = at('menus') + menu * 16
    const [row, obstacles, kind, ownThreat] = [word(own), word(own + 4), word(own + 8), word(own + 12)]
    const playbook = ask === OWN_ASK ? byte(at('playbookOf') + ownThreat) : Math.floor(ask / THREATS)
    const threat = ask === OWN_ASK ? ownThreat : ask % THREATS
    const offered = at('candidates') + ((playbook * THREATS + threat) * KINDS + kind) * 4
    const first = at('candidate') + half(offered) * 4
    const end = first + half(offered + 2) * 4
    let found: number = NOTHING
    let best = Number.POSITIVE_INFINITY
    for (let candidate = first; candidate < end; candidate += 4) {
      const action = byte(candidate)
      const strength = byte(candidate + 1)
      if (((obstacles >>> action) & 1) !== 0 || byte(candidate + 2) < tier) continue
      if (isCapped && strength > at('capAt')) continue
      const cut = word(at('cutOf') + (row * ACTION_SLOTS + action) * 4)
      const rank = byte(at('score') + cut) * 8 + strength
      if (rank >= best) continue
      best = rank
      found =
        (action + 1) |
        (byte(at('level') + cut) << 5) |
        (byte(at('traits') + action) << 7) |
        (byte(at('exercised') + playbook) << 10)
    }
    return found
  }

  const chosenFrom = (menu: number, isCapped: boolean, tier: number): number => {
    if (at('choices') === 0) return choose(menu, isCapped, tier)
    const slot = (ask * at('menuCount') + menu) * MENU_SLOTS + (isCapped ? 4 : 0) + tier - 2
    const known = half(at('choices') + slot * 2)
    if (known !== UNKNOWN) return known
    const chosen = choose(menu, isCapped, tier)
    halves[(at('choices') >> 1) + slot] = chosen
    return chosen
  }

  const answerOf = (i: number, now: number): number => {
    if ((now & NEED_NO_ALERT) !== 0) return ABSENT
    const tier = now & 7
    if (tier < 2) return BELOW
    const own = at('spots') + spotOf(i) * 8
    const chosen = chosenFrom(word(own + 4), (byte(own) & 16) !== 0, tier)
    const isOut = scope === 0 ? 0 : byte(scope + word(at('scopeOf') + whoOf(i) * 4))
    const is = byte(own + 1) | ((now & NEED_OVER) << 1) | (isOut << 6)
    return byte(at('gates') + (chosen >> 5) * 256 + is) | ((chosen & 31) << 4)
  }

  const planeOf = (kind: number, i: number): number => {
    if (kind >= BLOCKED) return NO_PLANE
    if (kind < ONE) return 1 + lane
    return kind < TWO ? 0 : word(at('teamPlane') + whoOf(i) * 4)
  }

  const movedFrom = (before: number, now: number, is: number): number => {
    const cell = (is & 15) === ABSENT ? 20 : (now & 7) * 4 + (GATE_OF_KIND[is & 15] ?? 0)
    return (before & 31) !== cell || before >> 5 !== is >> 4 ? 1 : 0
  }

  /** Puts the alerts of a case where an answer counts, or takes them out. */
  const count = (i: number, now: number, is: number, sign: 1 | -1, counters: number) => {
    const from = word(at('from') + i * 4)
    const end = word(at('from') + i * 4 + 4)
    const alerts = (end - from) * sign
    if (alerts === 0) return
    const [kind, tier] = [is & 15, now & 7]
    const plane = planeOf(kind, i)
    if (plane !== NO_PLANE) bytes[counters + at('dirty') + plane] = 1
    const joint = counters + at('joint') + (lane * JOINT_WORDS + (tier * 16 + kind) * 4) * 4
    const byHour = counters + at('planes') + plane * at('hours') * 4
    for (let entry = from; entry < end; entry += 1) {
      const one = word(at('entry') + entry * 4)
      bump(joint + (one & 3) * 4, sign)
      if (plane !== NO_PLANE) bump(byHour + (one >>> 2) * 4, sign)
    }
    const before = half(at('before') + i * 2)
    const isMoved = movedFrom(before, now, is)
    bump(counters + at('moves') + (((before & 31) * 80 + tier * 16 + kind) * 2 + isMoved) * 4, alerts)
    const isHeldBack = tier < ((now >> 3) & 7) ? 1 : 0
    bump(counters + at('caps') + (byte(at('spots') + spotOf(i) * 8 + 2) * 2 + isHeldBack) * 4, alerts)
    if (isMoved === 1) bump(counters + at('movedCases'), sign)
    if (kind < ONE) bump(counters + at('touched') + whoOf(i) * 4, alerts)
  }

  const settle = (i: number, mode: number, counters: number) => {
    const [need, answer] = [at('need') + i, (at('answer') >> 1) + i]
    const [was, old] = [byte(need), halves[answer] ?? 0]
    const now = (mode & MODE_NEED) !== 0 ? needOf(i) : was
    const isFirst = (mode & MODE_RECOUNT) !== 0
    if (now === was && !isFirst && (mode & MODE_ANSWER) === 0) return
    const is = answerOf(i, now)
    bytes[need] = now
    halves[answer] = is
    if (!isFirst && is === old && ((was ^ now) & ~NEED_OVER) === 0) return
    if (!isFirst) count(i, was, old, -1, counters)
    count(i, now, is, 1, counters)
  }

  return {
    pass(piece, mode, counters) {
      const own = at('pieces') + piece * 12
      enter(word(own))
      const to = word(own + 8)
      for (let i = word(own + 4); i < to; i += 1) settle(i, mode, counters)
    },
    list(address, count, mode, counters) {
      let piece = at('pieces') - 12
      let to = 0
      for (let n = 0; n < count; n += 1) {
        const i = word(address + n * 4)
        if (i >= to) {
          do {
            piece += 12
            to = word(piece + 8)
          } while (i >= to)
          enter(word(piece))
        }
        settle(i, mode, counters)
      }
    },
    past(address, amounts, budget) {
      let sum = 0
      for (let place = address >> 2; place < (address >> 2) + amounts; place += 1) {
        sum += Math.max(0, (words[place] ?? 0) - budget)
      }
      return sum
    },
    read(address, length) {
      let sum = 0
      for (let place = address >> 2; place < (address + length) >> 2; place += 1) sum = (sum + (words[place] ?? 0)) | 0
      return sum
    },
  }
}
