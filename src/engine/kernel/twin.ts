import type { Kernel } from './kernel.ts'
import {
  ACTION_SLOTS,
  CHOICES,
  HEAVY,
  HEAVY_WORDS,
  JOINT_WORDS,
  KINDS_OF_ANSWER,
  MENU_SLOTS,
  MODE_ANSWER,
  NEED_CLASSES,
  NEED_OVER,
  NOTHING,
  OWN_ASK,
  OWNER_PLANES,
  PARAMETERS,
  type Parameter,
  PIECE_WORDS,
  PLANE,
  planeWords,
  SLOTS,
  SPOT_BYTES,
  UNKNOWN,
} from './layout.ts'

const THREATS = 6
const KINDS = 11
const PLANE_COUNTED = PLANE.isChanged | PLANE.isFilled
const { one: ONE, two: TWO, blocked: BLOCKED } = KINDS_OF_ANSWER

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

  const aboutOf = (i: number) => at('spots') + word(at('spot') + i * 4) * SPOT_BYTES

  /** With the slot of its choice in the high byte. */
  const neededOf = (i: number): number => {
    const is = byte(at('keyClass') + word(at('key') + i * 4)) | byte(aboutOf(i))
    return half(at('needs') + (isOff * NEED_CLASSES + is) * 2)
  }

  const choose = (menu: number, slot: number): number => {
    if (slot === SLOTS.below) return CHOICES.below
    if (slot === SLOTS.absent) return CHOICES.absent
    const isCapped = slot >= SLOTS.capped
    const tier = (slot & 3) + 2
    const own = at('menus') + menu
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

  const chosenFrom = (menu: number, slot: number, counters: number): number => {
    if (at('choices') === 0) return choose(menu, slot)
    const place = counters + at('choices') + ask * at('menuCount') * MENU_SLOTS * 2 + menu + slot * 2
    const known = half(place)
    if (known !== UNKNOWN) return known
    const chosen = choose(menu, slot)
    halves[place >> 1] = chosen
    return chosen
  }

  /** `needed`: with the slot of its choice. */
  const answerOf = (i: number, needed: number, counters: number): number => {
    const about = aboutOf(i)
    const chosen = chosenFrom(word(about + 4), (needed >> 8) & (MENU_SLOTS - 1), counters)
    const isOut = scope === 0 ? 0 : byte(scope + word(at('scopeOf') + word(at('spot') + i * 4) * 4))
    const is = byte(about + 1) | ((needed & NEED_OVER) << 1) | isOut
    return byte(at('gates') + (chosen >> 5) * 256 + is) | ((chosen & 31) << 4)
  }

  const planeOf = (is: number, i: number): number => {
    const kind = is & 15
    if (kind >= BLOCKED) return at('noPlane')
    if (kind < ONE) return (1 + lane) * planeWords(at('hours')) * 4
    if (kind < TWO) return 0
    const plane = word(aboutOf(i) + 12)
    return plane !== 0 ? plane : word(at('ownerPlane') + (2 * OWNER_PLANES + (is >> 4)) * 4)
  }

  const ownerPlaneOf = (is: number, i: number): number => {
    const kind = is & 15
    const isTwo = kind < TWO ? 0 : 1
    if (kind < ONE || kind >= BLOCKED || (at('ownersAsked') & (1 << isTwo)) === 0) return at('noPlane')
    if (isTwo === 1 && word(aboutOf(i) + 12) === 0) return at('noPlane')
    return word(at('ownerPlane') + (isTwo * OWNER_PLANES + (is >> 4)) * 4)
  }

  const tallyOf = (i: number, disposition: number): number => {
    const packed = word(at('tally') + i * 4)
    return packed >= HEAVY
      ? word(at('heavies') + ((packed - HEAVY) * HEAVY_WORDS + disposition) * 4)
      : (packed >>> (disposition * 8)) & 255
  }

  const movedFrom = (before: number, now: number, is: number): boolean => {
    const cell = byte(at('cells') + (now & 7) * 16 + (is & 15))
    return (before & 31) !== cell || before >> 5 !== is >> 4
  }

  /** Puts the alerts of a case where an answer counts, or takes them out. `isUsual`: all stand in the plane of one approval. */
  const count = (i: number, now: number, is: number, sign: 1 | -1, counters: number, isUsual = 0) => {
    const from = word(at('from') + i * 4)
    const end = word(at('from') + i * 4 + 4)
    const alerts = (end - from) * sign
    if (alerts === 0) return
    const [kind, tier] = [is & 15, now & 7]
    const plane = planeOf(is, i)
    const byHour = counters + at('planes') + plane
    words[(byHour >> 2) + at('hours')] = PLANE_COUNTED
    const ownerPlane = ownerPlaneOf(is, i)
    if (ownerPlane !== at('noPlane')) {
      const byOwner = counters + at('planes') + ownerPlane
      words[(byOwner >> 2) + at('hours')] = PLANE_COUNTED
      for (let entry = from; entry < end; entry += 1) bump(byOwner + word(at('entry') + entry * 4), sign)
    }
    const joint = counters + at('joint') + (lane * JOINT_WORDS + (tier * 16 + kind) * 4) * 4
    for (let disposition = 0; disposition < 4; disposition += 1)
      bump(joint + disposition * 4, tallyOf(i, disposition) * sign)
    if (plane !== (isUsual === 1 ? 0 : at('noPlane'))) {
      for (let entry = from; entry < end; entry += 1) {
        const hour = word(at('entry') + entry * 4)
        if (plane !== at('noPlane')) bump(byHour + hour, sign)
        if (isUsual === 1) bump(counters + at('planes') + hour, -sign)
      }
    }
    const before = half(at('before') + i * 2)
    bump(counters + at('moves') + ((before & 31) * 80 + tier * 16 + kind) * 4, alerts)
    for (let caps = tier < ((now >> 3) & 7) ? byte(aboutOf(i) + 2) : 0; caps !== 0; caps &= caps - 1)
      bump(counters + at('caps') + (31 - Math.clz32(caps & -caps)) * 16, alerts)
    if (movedFrom(before, now, is)) {
      bump(counters + at('moved'), sign)
      bump(counters + at('moved') + 4, alerts)
    }
    if (kind < ONE) bump(counters + at('touched') + word(aboutOf(i) + 8) * 4, alerts)
  }

  const settle = (i: number, mode: number, counters: number) => {
    const [need, answer] = [at('need') + i, (at('answer') >> 1) + i]
    const [was, old] = [byte(need), halves[answer] ?? 0]
    const needed = neededOf(i)
    const now = needed & 0xff
    if (now === was && (mode & MODE_ANSWER) === 0) return
    const is = answerOf(i, needed, counters)
    bytes[need] = now
    halves[answer] = is
    if (is === old && ((was ^ now) & ~NEED_OVER) === 0) return
    count(i, was, old, -1, counters)
    count(i, now, is, 1, counters)
  }

  /** First case and end of a piece, whose lane is entered. */
  const open = (piece: number): [number, number] => {
    const own = at('pieces') + piece * PIECE_WORDS * 4
    enter(word(own))
    return [word(own + 4), word(own + 8)]
  }

  return {
    pass(piece, mode, counters) {
      const [from, to] = open(piece)
      for (let i = from; i < to; i += 1) settle(i, mode, counters)
    },
    recount(piece, counters, need, answer, isUsual) {
      const [from, to] = open(piece)
      for (let i = from; i < to; i += 1) {
        const needed = neededOf(i)
        const is = answerOf(i, needed, counters)
        bytes[need + i] = needed & 0xff
        halves[(answer >> 1) + i] = is
        count(i, needed & 0xff, is, 1, counters, isUsual)
      }
    },
    sample(piece, step, counters) {
      const [from, to] = open(piece)
      for (let i = from; i < to; i += step) {
        const needed = neededOf(i)
        const is = answerOf(i, needed, counters)
        const isOther = is !== half(at('answer') + i * 2) || ((byte(at('need') + i) ^ needed) & 0xff & ~NEED_OVER) !== 0
        if (isOther) bump(counters + at('sampled'), 1)
        bump(counters + at('sampled') + 4 + (is & 15) * 4, word(at('from') + i * 4 + 4) - word(at('from') + i * 4))
      }
    },
    list(address, count, mode, counters) {
      let piece = at('pieces') - PIECE_WORDS * 4
      let to = 0
      for (let n = 0; n < count; n += 1) {
        const i = word(address + n * 4)
        if (i >= to) {
          do {
            piece += PIECE_WORDS * 4
            to = word(piece + 8)
          } while (i >= to)
          enter(word(piece))
        }
        settle(i, mode, counters)
      }
    },
    clear(from, length) {
      bytes.fill(0, from, from + length)
    },
    add(from, to, count) {
      for (let n = 0; n < count; n += 1) bump(to + n * 4, word(from + n * 4))
    },
    past(address, amounts, budget) {
      let sum = 0
      for (let place = address >> 2; place < (address >> 2) + amounts; place += 1) {
        sum += Math.max(0, (words[place] ?? 0) - budget)
      }
      return sum
    },
    look(cases) {
      let sum = 0
      for (let i = 0; i < cases; i += 1) {
        sum += byte(at('keyClass') + word(at('key') + i * 4))
        for (let part = 0; part < SPOT_BYTES; part += 4) sum = (sum + word(aboutOf(i) + part)) | 0
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
