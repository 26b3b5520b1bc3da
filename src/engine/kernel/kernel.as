/*
 * The pass over cases. AssemblyScript: `node src/engine/kernel/compile.ts` makes `module.ts` of it. What lies where, and what a
 * byte says, is told in `layout.ts`; `twin.ts` says the same in TypeScript, statement by statement.
 */

// Words of the parameters, in the order of PARAMETERS in `layout.ts`.
const PIECES: u32 = 0
const LANES: u32 = 1
const KEY: u32 = 2
const SPOT: u32 = 3
const NEED: u32 = 4
const ANSWER: u32 = 5
const BEFORE: u32 = 6
const FROM: u32 = 7
const ENTRY: u32 = 8
const KEY_CLASS: u32 = 9
const SPOTS: u32 = 10
const SPOT_WHO: u32 = 11
const SCOPE_OF: u32 = 12
const TEAM_PLANE: u32 = 13
const MENUS: u32 = 14
const CHOICES: u32 = 15
const CUT_OF: u32 = 16
const SCORE: u32 = 17
const LEVEL: u32 = 18
const CANDIDATES: u32 = 19
const CANDIDATE: u32 = 20
const TRAITS: u32 = 21
const EXERCISED: u32 = 22
const PLAYBOOK_OF: u32 = 23
const GATES: u32 = 24
const MATRIX: u32 = 25
const CAP_AT: u32 = 26
const MENU_COUNT: u32 = 27
const HOURS: u32 = 28
const JOINT: u32 = 29
const MOVES: u32 = 30
const CAPS: u32 = 31
const TOUCHED: u32 = 32
const DIRTY: u32 = 33
const PLANES: u32 = 34
const MOVED_CASES: u32 = 35

const MODE_NEED: u32 = 1
const MODE_ANSWER: u32 = 2
const MODE_RECOUNT: u32 = 4

const NO_ALERT: u32 = 0x80
const OVER: u32 = 0x40
const BELOW: u32 = 14
const ABSENT: u32 = 15
const UNKNOWN: u32 = 0xffff
/** No action, with traits that none has. */
const NOTHING: u32 = 6 << 7
const NO_PLANE: u32 = 0xffffffff
/** The gate of each kind of answer, two bits each. */
const GATE_OF: u32 = 0x1ffea950
const OWN: u32 = 42
const THREATS: u32 = 6
const KINDS: u32 = 11

// The lane that is passed over.
let isOff: u32 = 0
let ask: u32 = 0
let scope: u32 = 0
let lane: u32 = 0

@inline function word(at: u32): u32 {
  return load<u32>(at << 2)
}

function enter(which: u32): void {
  const at = word(LANES) + (which << 4)
  lane = which
  isOff = load<u32>(at)
  ask = load<u32>(at, 4)
  scope = load<u32>(at, 8)
}

/** Decides the cases of one piece again, and counts those whose answer is another. */
export function pass(piece: u32, mode: u32, counters: u32): void {
  const at = word(PIECES) + piece * 12
  enter(load<u32>(at))
  let i = load<u32>(at, 4)
  const to = load<u32>(at, 8)
  const need = word(NEED)
  const matrix = v128.load(word(MATRIX))
  const capAt = i8x16.splat(<i8>word(CAP_AT))
  const scratch = word(MATRIX) + 16
  const off = i8x16.splat(isOff ? -1 : 0)
  for (; i + 16 <= to; i += 16) {
    const old = v128.load(need + i)
    let now = old
    let bits: u32 = 0
    if (mode & MODE_NEED) {
      now = need16(i, matrix, capAt, off)
      bits = <u32>i8x16.bitmask(i8x16.ne(now, old))
    }
    if (mode & MODE_ANSWER) bits |= <u32>i8x16.bitmask(i8x16.gt_u(v128.and(now, i8x16.splat(7)), i8x16.splat(1)))
    if (mode & MODE_RECOUNT) bits = 0xffff
    if (bits != 0) {
      v128.store(scratch, now)
      do {
        const one = ctz(bits)
        bits &= bits - 1
        settle(i + one, load<u8>(need + i + one), load<u8>(scratch + one), mode, counters)
      } while (bits != 0)
      v128.store(need + i, now)
    }
  }
  for (; i < to; i += 1) alone(i, mode, counters)
}

/** The same for the cases of a list that stand in the order of pieces. */
export function list(at: u32, count: u32, mode: u32, counters: u32): void {
  let piece = word(PIECES) - 12
  let to: u32 = 0
  for (let n: u32 = 0; n < count; n += 1) {
    const i = load<u32>(at + (n << 2))
    if (i >= to) {
      do {
        piece += 12
        to = load<u32>(piece, 8)
      } while (i >= to)
      enter(load<u32>(piece))
    }
    alone(i, mode, counters)
  }
}

function alone(i: u32, mode: u32, counters: u32): void {
  const at = word(NEED) + i
  const was: u32 = load<u8>(at)
  const now = mode & MODE_NEED ? needOf(i) : was
  if (now == was && !(mode & MODE_RECOUNT) && !(mode & MODE_ANSWER)) return
  settle(i, was, now, mode, counters)
  store<u8>(at, now)
}

function needOf(i: u32): u32 {
  const key: u32 = load<u8>(word(KEY_CLASS) + load<u32>(word(KEY) + (i << 2)))
  const is: u32 = key | load<u8>(word(SPOTS) + (load<u32>(word(SPOT) + (i << 2)) << 3))
  if (isOff != 0 && (is & 0x80) != 0) return NO_ALERT
  const uncapped: u32 = load<u8>(word(MATRIX) + (is & 15))
  const tier = is & 16 ? min(uncapped, word(CAP_AT)) : uncapped
  return tier | (uncapped << 3) | (is & OVER)
}

@inline function need16(i: u32, matrix: v128, capAt: v128, off: v128): v128 {
  const key = word(KEY) + (i << 2)
  const spot = word(SPOT) + (i << 2)
  const keys = word(KEY_CLASS)
  const spots = word(SPOTS)
  let a = i8x16.splat(0)
  let b = i8x16.splat(0)
  a = v128.load_lane<u8>(keys + load<u32>(key), a, 0)
  b = v128.load_lane<u8>(spots + (load<u32>(spot) << 3), b, 0)
  a = v128.load_lane<u8>(keys + load<u32>(key, 4), a, 1)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 4) << 3), b, 1)
  a = v128.load_lane<u8>(keys + load<u32>(key, 8), a, 2)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 8) << 3), b, 2)
  a = v128.load_lane<u8>(keys + load<u32>(key, 12), a, 3)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 12) << 3), b, 3)
  a = v128.load_lane<u8>(keys + load<u32>(key, 16), a, 4)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 16) << 3), b, 4)
  a = v128.load_lane<u8>(keys + load<u32>(key, 20), a, 5)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 20) << 3), b, 5)
  a = v128.load_lane<u8>(keys + load<u32>(key, 24), a, 6)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 24) << 3), b, 6)
  a = v128.load_lane<u8>(keys + load<u32>(key, 28), a, 7)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 28) << 3), b, 7)
  a = v128.load_lane<u8>(keys + load<u32>(key, 32), a, 8)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 32) << 3), b, 8)
  a = v128.load_lane<u8>(keys + load<u32>(key, 36), a, 9)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 36) << 3), b, 9)
  a = v128.load_lane<u8>(keys + load<u32>(key, 40), a, 10)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 40) << 3), b, 10)
  a = v128.load_lane<u8>(keys + load<u32>(key, 44), a, 11)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 44) << 3), b, 11)
  a = v128.load_lane<u8>(keys + load<u32>(key, 48), a, 12)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 48) << 3), b, 12)
  a = v128.load_lane<u8>(keys + load<u32>(key, 52), a, 13)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 52) << 3), b, 13)
  a = v128.load_lane<u8>(keys + load<u32>(key, 56), a, 14)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 56) << 3), b, 14)
  a = v128.load_lane<u8>(keys + load<u32>(key, 60), a, 15)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 60) << 3), b, 15)
  const is = v128.or(a, b)
  const uncapped = i8x16.swizzle(matrix, v128.and(is, i8x16.splat(15)))
  const isCapped = i8x16.eq(v128.and(is, i8x16.splat(16)), i8x16.splat(16))
  const tier = v128.bitselect(i8x16.min_u(uncapped, capAt), uncapped, isCapped)
  const eighths = i8x16.add(uncapped, uncapped)
  const quarters = i8x16.add(eighths, eighths)
  const high = v128.or(i8x16.add(quarters, quarters), v128.and(is, i8x16.splat(<i8>OVER)))
  const isAbsent = v128.and(off, i8x16.lt_s(is, i8x16.splat(0)))
  return v128.bitselect(i8x16.splat(-128), v128.or(tier, high), isAbsent)
}

@inline function settle(i: u32, was: u32, now: u32, mode: u32, counters: u32): void {
  const at = word(ANSWER) + (i << 1)
  const old: u32 = load<u16>(at)
  const is = answerOf(i, now)
  const isFirst = mode & MODE_RECOUNT
  if (isFirst == 0 && is == old && ((was ^ now) & ~OVER) == 0) return
  store<u16>(at, is)
  shift(i, was, old, now, is, isFirst, counters)
}

@inline function answerOf(i: u32, now: u32): u32 {
  if (now & NO_ALERT) return ABSENT
  const tier = now & 7
  if (tier < 2) return BELOW
  const spot = load<u32>(word(SPOT) + (i << 2))
  const about = word(SPOTS) + (spot << 3)
  const capped: u32 = (load<u8>(about) >> 4) & 1
  const slot = (load<u32>(about, 4) << 3) + (capped << 2) + tier - 2
  let chosen: u32 = UNKNOWN
  if (word(CHOICES) != 0) {
    const at = word(CHOICES) + ((ask * (word(MENU_COUNT) << 3) + slot) << 1)
    chosen = load<u16>(at)
    if (chosen == UNKNOWN) {
      chosen = choose(slot >> 3, capped, tier)
      store<u16>(at, chosen)
    }
  } else {
    chosen = choose(slot >> 3, capped, tier)
  }
  let is: u32 = load<u8>(about, 1) | ((now & OVER) << 1)
  if (scope != 0) {
    const who = load<u32>(word(SPOT_WHO) + (spot << 2))
    is |= <u32>load<u8>(scope + load<u32>(word(SCOPE_OF) + (who << 2))) << 6
  }
  return load<u8>(word(GATES) + ((chosen >> 5) << 8) + is) | ((chosen & 31) << 4)
}

/** The least disruptive sufficient action, the weaker of two alike, then the first in the playbook. */
function choose(menu: u32, capped: u32, tier: u32): u32 {
  const at = word(MENUS) + (menu << 4)
  const row = load<u32>(at)
  const obstacles = load<u32>(at, 4)
  const kind = load<u32>(at, 8)
  const own = load<u32>(at, 12)
  const isOwn = ask == OWN
  const playbook = isOwn ? <u32>load<u8>(word(PLAYBOOK_OF) + own) : ask / THREATS
  const threat = isOwn ? own : ask % THREATS
  const offered = word(CANDIDATES) + (((playbook * THREATS + threat) * KINDS + kind) << 2)
  const capAt = word(CAP_AT)
  let candidate = word(CANDIDATE) + (<u32>load<u16>(offered) << 2)
  const end = candidate + (<u32>load<u16>(offered, 2) << 2)
  const exercised: u32 = load<u8>(word(EXERCISED) + playbook)
  let found: u32 = NOTHING
  let best: u32 = 0xffffffff
  for (; candidate < end; candidate += 4) {
    const action: u32 = load<u8>(candidate)
    const strength: u32 = load<u8>(candidate, 1)
    if ((obstacles >> action) & 1) continue
    if (<u32>load<u8>(candidate, 2) < tier) continue
    if (capped != 0 && strength > capAt) continue
    const cut = load<u32>(word(CUT_OF) + (((row << 4) + action) << 2))
    const rank = (<u32>load<u8>(word(SCORE) + cut) << 3) + strength
    if (rank >= best) continue
    best = rank
    const traits: u32 = load<u8>(word(TRAITS) + action)
    found = (action + 1) | (<u32>load<u8>(word(LEVEL) + cut) << 5) | (traits << 7) | (exercised << 10)
  }
  return found
}

@inline function planeOf(kind: u32, i: u32): u32 {
  if (kind >= 9) return NO_PLANE
  if (kind < 2) return 1 + lane
  if (kind < 5) return 0
  const spot = load<u32>(word(SPOT) + (i << 2))
  return load<u32>(word(TEAM_PLANE) + (load<u32>(word(SPOT_WHO) + (spot << 2)) << 2))
}

@inline function bump(at: u32, amount: u32): void {
  store<u32>(at, load<u32>(at) + amount)
}

/** Takes the alerts of a case out of where its old answer counted, unless it is the first, and puts them where the new one does. */
@inline function shift(i: u32, was: u32, old: u32, now: u32, is: u32, isFirst: u32, counters: u32): void {
  let entry = load<u32>(word(FROM) + (i << 2))
  const end = load<u32>(word(FROM) + (i << 2), 4)
  const alerts = end - entry
  if (alerts == 0) return
  const kind = is & 15
  const oldKind = old & 15
  const plane = planeOf(kind, i)
  const oldPlane = isFirst ? NO_PLANE : planeOf(oldKind, i)
  const into = counters + word(JOINT) + lane * 1280 + ((((now & 7) << 4) + kind) << 4)
  const outOf = counters + word(JOINT) + lane * 1280 + ((((was & 7) << 4) + oldKind) << 4)
  const hours = word(HOURS)
  const planes = counters + word(PLANES)
  const entries = word(ENTRY)
  if (plane != NO_PLANE) store<u8>(counters + word(DIRTY) + plane, 1)
  if (oldPlane != NO_PLANE) store<u8>(counters + word(DIRTY) + oldPlane, 1)
  while (entry < end) {
    const stop = min(end, entry + 0xffff)
    let kinds: u64 = 0
    if (plane == oldPlane) {
      for (; entry < stop; entry += 1) kinds += <u64>1 << ((load<u32>(entries + (entry << 2)) & 3) << 4)
    } else {
      const to = planes + ((plane * hours) << 2)
      const out = planes + ((oldPlane * hours) << 2)
      for (; entry < stop; entry += 1) {
        const one = load<u32>(entries + (entry << 2))
        kinds += <u64>1 << ((one & 3) << 4)
        if (plane != NO_PLANE) bump(to + (one & ~3), 1)
        if (oldPlane != NO_PLANE) bump(out + (one & ~3), -1)
      }
    }
    for (let at: u32 = 0; at < 16; at += 4) {
      const amount = <u32>kinds & 0xffff
      bump(into + at, amount)
      if (!isFirst) bump(outOf + at, 0 - amount)
      kinds >>= 16
    }
  }
  const before: u32 = load<u16>(word(BEFORE) + (i << 1))
  const cell = before & 31
  const moves = counters + word(MOVES) + ((cell * 160) << 2)
  const isMoved = movedFrom(before, now, is)
  bump(moves + ((((now & 7) << 4) + kind) << 3) + (isMoved << 2), alerts)
  const spot = load<u32>(word(SPOT) + (i << 2))
  const caps: u32 = load<u8>(word(SPOTS) + (spot << 3), 2)
  bump(counters + word(CAPS) + (caps << 3) + (u32((now & 7) < ((now >> 3) & 7)) << 2), alerts)
  let movedCases = isMoved
  if (!isFirst) {
    const wasMoved = movedFrom(before, was, old)
    bump(moves + ((((was & 7) << 4) + oldKind) << 3) + (wasMoved << 2), 0 - alerts)
    bump(counters + word(CAPS) + (caps << 3) + (u32((was & 7) < ((was >> 3) & 7)) << 2), 0 - alerts)
    movedCases -= wasMoved
  }
  if (movedCases != 0) bump(counters + word(MOVED_CASES), movedCases)
  if (kind < 2 || (!isFirst && oldKind < 2)) {
    const touched = counters + word(TOUCHED) + (load<u32>(word(SPOT_WHO) + (spot << 2)) << 2)
    if (kind < 2) bump(touched, alerts)
    if (!isFirst && oldKind < 2) bump(touched, 0 - alerts)
  }
}

@inline function movedFrom(before: u32, now: u32, is: u32): u32 {
  const kind = is & 15
  const cell = kind == ABSENT ? 20 : ((now & 7) << 2) + ((GATE_OF >> (kind << 1)) & 3)
  return u32((before & 31) != cell || before >> 5 != is >> 4)
}

/** How far so many amounts go past a budget, in all. */
export function past(at: u32, amounts: u32, budget: i32): u32 {
  const most = i32x4.splat(budget)
  const none = i32x4.splat(0)
  let sum = none
  const end = at + (amounts << 2)
  for (; at + 16 <= end; at += 16) sum = i32x4.add(sum, i32x4.max_s(i32x4.sub(v128.load(at), most), none))
  let total = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3)
  for (; at < end; at += 4) total += max(load<i32>(at) - budget, 0)
  return total
}

/** The sum of whole words, sixteen bytes at once: what anything costs at least that looks at them. Takes a multiple of 64 bytes. */
export function read(at: u32, bytes: u32): u32 {
  let a = i32x4.splat(0)
  let b = i32x4.splat(0)
  const end = at + bytes
  for (; at < end; at += 64) {
    a = i32x4.add(a, i32x4.add(v128.load(at), v128.load(at, 16)))
    b = i32x4.add(b, i32x4.add(v128.load(at, 32), v128.load(at, 48)))
  }
  a = i32x4.add(a, b)
  return i32x4.extract_lane(a, 0) + i32x4.extract_lane(a, 1) + i32x4.extract_lane(a, 2) + i32x4.extract_lane(a, 3)
}
