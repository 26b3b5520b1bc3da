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
const SCOPE_OF: u32 = 11
const MENUS: u32 = 12
const CUT_OF: u32 = 13
const SCORE: u32 = 14
const LEVEL: u32 = 15
const CANDIDATES: u32 = 16
const CANDIDATE: u32 = 17
const TRAITS: u32 = 18
const EXERCISED: u32 = 19
const PLAYBOOK_OF: u32 = 20
const GATES: u32 = 21
const MATRIX: u32 = 22
const NEEDS: u32 = 23
const CELLS: u32 = 24
const CAP_AT: u32 = 25
const MENU_COUNT: u32 = 26
const HOURS: u32 = 27
const NO_PLANE: u32 = 28
const JOINT: u32 = 29
const MOVES: u32 = 30
const CAPS: u32 = 31
const TOUCHED: u32 = 32
const KIND_PLANES: u32 = 33
const MOVED_CASES: u32 = 34
const SCRATCH: u32 = 35
const PLANES: u32 = 36
const CHOICES: u32 = 37

const MODE_NEED: u32 = 1
const MODE_ANSWER: u32 = 2

const NO_ALERT: u32 = 0x80
const OVER: u32 = 0x40
const BELOW: u32 = 14
const ABSENT: u32 = 15
const UNKNOWN: u32 = 0xffff
/** No action, with traits that none has. */
const NOTHING: u32 = 6 << 7
/** Choices where nothing is to be contained, and where there is no alert: rows of the gates in which every kind is the same. */
const CHOICE_BELOW: u32 = 64 << 5
const CHOICE_ABSENT: u32 = 65 << 5
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
  const scratch = counters + word(SCRATCH)
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
    if (bits != 0) {
      v128.store(scratch, now)
      do {
        const one = ctz(bits)
        bits &= bits - 1
        settle(i + one, load<u8>(need + i + one), load<u8>(scratch + one), counters)
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

/** How many of every so many cases of a piece have another answer than before. Changes nothing but choices that are kept. */
export function sample(piece: u32, step: u32, counters: u32): u32 {
  const at = word(PIECES) + piece * 12
  enter(load<u32>(at))
  const to = load<u32>(at, 8)
  let others: u32 = 0
  for (let i = load<u32>(at, 4); i < to; i += step) {
    const now = needOf(i)
    const was: u32 = load<u8>(word(NEED) + i)
    const old: u32 = load<u16>(word(ANSWER) + (i << 1))
    others += u32(answerOf(i, now, counters) != old || ((was ^ now) & ~OVER) != 0)
  }
  return others
}

/**
 * Decides the cases of one piece again and counts all of them, into counters that hold nothing of them. What was answered before is
 * not looked at; `need` and `answer` say where the columns begin into which it is written. Nearly without branches, since nobody can foretell answers: an alert that asks nobody counts in a plane of its own.
 */
export function recount(piece: u32, counters: u32, need: u32, answer: u32): void {
  const at = word(PIECES) + piece * 12
  enter(load<u32>(at))
  const to = load<u32>(at, 8)
  const keys = word(KEY)
  const spotOf = word(SPOT)
  const keyClass = word(KEY_CLASS)
  const spots = word(SPOTS)
  const needs = word(NEEDS) + (isOff << 9)
  const choices = word(CHOICES) == 0 ? 0 : counters + word(CHOICES) + ((ask * word(MENU_COUNT)) << 4)
  const gates = word(GATES)
  const cells = word(CELLS)
  const befores = word(BEFORE)
  const froms = word(FROM)
  const entries = word(ENTRY)
  const joint = counters + word(JOINT) + lane * 1280
  const moves = counters + word(MOVES)
  const caps = counters + word(CAPS)
  const planes = counters + word(PLANES)
  const kindPlanes = planesOfKinds(counters)
  let movedCases: u32 = 0
  let i = load<u32>(at, 4)
  let end = load<u32>(froms + (i << 2))
  for (; i < to; i += 1) {
    const about = spots + (load<u32>(spotOf + (i << 2)) << 4)
    const is: u32 = load<u8>(keyClass + load<u32>(keys + (i << 2))) | load<u8>(about)
    const needed: u32 = load<u16>(needs + (is << 1))
    const now = needed & 0xff
    let choice: u32 = UNKNOWN
    const place = choices + (load<u32>(about, 4) << 4) + ((needed >> 8) << 1)
    if (choices != 0) choice = load<u16>(place)
    if (choice == UNKNOWN) {
      choice = choose(load<u32>(about, 4), needed >> 8)
      if (choices != 0) store<u16>(place, choice)
    }
    let bits: u32 = load<u8>(about, 1) | ((now & OVER) << 1)
    if (scope != 0) bits |= <u32>load<u8>(scope + load<u32>(word(SCOPE_OF) + (load<u32>(about, 8) << 2))) << 6
    const kind: u32 = load<u8>(gates + ((choice >> 5) << 8) + bits)
    const action = choice & 31
    store<u8>(need + i, now)
    store<u16>(answer + (i << 1), kind | (action << 4))

    let entry = end
    end = load<u32>(froms + (i << 2), 4)
    const alerts = end - entry
    const tier = now & 7
    const joined = (tier << 4) + kind
    const before: u32 = load<u16>(befores + (i << 1))
    const isMoved = u32(before != (<u32>load<u8>(cells + joined) | (action << 5)))
    const kindPlane = load<u64>(kindPlanes + (kind << 3))
    const plane = planes + (<u32>kindPlane | (load<u32>(about, 12) & <u32>(kindPlane >> 32)))
    const into = joint + (joined << 4)
    if (alerts == 1) {
      const one = load<u32>(entries + (entry << 2))
      bump(into + ((one & 3) << 2), 1)
      bump(plane + (one & ~3), 1)
    } else if (kind < 9) {
      for (; entry < end; entry += 1) {
        const one = load<u32>(entries + (entry << 2))
        bump(into + ((one & 3) << 2), 1)
        bump(plane + (one & ~3), 1)
      }
    } else {
      for (; entry < end; entry += 1) bump(into + ((load<u32>(entries + (entry << 2)) & 3) << 2), 1)
    }
    bump(moves + (before & 31) * 640 + (joined << 3) + (isMoved << 2), alerts)
    bump(caps + (<u32>load<u8>(about, 2) << 3) + (u32(tier < ((now >> 3) & 7)) << 2), alerts)
    movedCases += isMoved & u32(alerts != 0)
    if (kind < 2) bump(counters + word(TOUCHED) + (load<u32>(about, 8) << 2), alerts)
  }
  bump(counters + word(MOVED_CASES), movedCases)
}

/** Where each kind of answer of this lane counts by hour: from the planes on, or where the mask lets it be the team's. */
function planesOfKinds(counters: u32): u32 {
  const at = counters + word(KIND_PLANES)
  for (let kind: u32 = 0; kind < 16; kind += 1) {
    const isTeams = kind >= 5 && kind < 9
    const plane = isTeams ? 0 : planeOf(kind, 0)
    store<u32>(at + (kind << 3), plane)
    store<u32>(at + (kind << 3), isTeams ? 0xffffffff : 0, 4)
  }
  return at
}

function alone(i: u32, mode: u32, counters: u32): void {
  const at = word(NEED) + i
  const was: u32 = load<u8>(at)
  const now = mode & MODE_NEED ? needOf(i) : was
  if (now == was && !(mode & MODE_ANSWER)) return
  settle(i, was, now, counters)
  store<u8>(at, now)
}

@inline function aboutOf(i: u32): u32 {
  return word(SPOTS) + (load<u32>(word(SPOT) + (i << 2)) << 4)
}

function needOf(i: u32): u32 {
  const key: u32 = load<u8>(word(KEY_CLASS) + load<u32>(word(KEY) + (i << 2)))
  const is: u32 = key | load<u8>(aboutOf(i))
  return load<u8>(word(NEEDS) + (isOff << 9) + (is << 1))
}

@inline function need16(i: u32, matrix: v128, capAt: v128, off: v128): v128 {
  const key = word(KEY) + (i << 2)
  const spot = word(SPOT) + (i << 2)
  const keys = word(KEY_CLASS)
  const spots = word(SPOTS)
  let a = i8x16.splat(0)
  let b = i8x16.splat(0)
  a = v128.load_lane<u8>(keys + load<u32>(key), a, 0)
  b = v128.load_lane<u8>(spots + (load<u32>(spot) << 4), b, 0)
  a = v128.load_lane<u8>(keys + load<u32>(key, 4), a, 1)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 4) << 4), b, 1)
  a = v128.load_lane<u8>(keys + load<u32>(key, 8), a, 2)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 8) << 4), b, 2)
  a = v128.load_lane<u8>(keys + load<u32>(key, 12), a, 3)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 12) << 4), b, 3)
  a = v128.load_lane<u8>(keys + load<u32>(key, 16), a, 4)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 16) << 4), b, 4)
  a = v128.load_lane<u8>(keys + load<u32>(key, 20), a, 5)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 20) << 4), b, 5)
  a = v128.load_lane<u8>(keys + load<u32>(key, 24), a, 6)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 24) << 4), b, 6)
  a = v128.load_lane<u8>(keys + load<u32>(key, 28), a, 7)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 28) << 4), b, 7)
  a = v128.load_lane<u8>(keys + load<u32>(key, 32), a, 8)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 32) << 4), b, 8)
  a = v128.load_lane<u8>(keys + load<u32>(key, 36), a, 9)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 36) << 4), b, 9)
  a = v128.load_lane<u8>(keys + load<u32>(key, 40), a, 10)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 40) << 4), b, 10)
  a = v128.load_lane<u8>(keys + load<u32>(key, 44), a, 11)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 44) << 4), b, 11)
  a = v128.load_lane<u8>(keys + load<u32>(key, 48), a, 12)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 48) << 4), b, 12)
  a = v128.load_lane<u8>(keys + load<u32>(key, 52), a, 13)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 52) << 4), b, 13)
  a = v128.load_lane<u8>(keys + load<u32>(key, 56), a, 14)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 56) << 4), b, 14)
  a = v128.load_lane<u8>(keys + load<u32>(key, 60), a, 15)
  b = v128.load_lane<u8>(spots + (load<u32>(spot, 60) << 4), b, 15)
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

@inline function settle(i: u32, was: u32, now: u32, counters: u32): void {
  const at = word(ANSWER) + (i << 1)
  const old: u32 = load<u16>(at)
  const is = answerOf(i, now, counters)
  if (is == old && ((was ^ now) & ~OVER) == 0) return
  store<u16>(at, is)
  shift(i, was, old, now, is, counters)
}

function answerOf(i: u32, now: u32, counters: u32): u32 {
  if (now & NO_ALERT) return ABSENT
  const tier = now & 7
  if (tier < 2) return BELOW
  const about = aboutOf(i)
  const menu = load<u32>(about, 4)
  const slot = (<u32>load<u8>(about) & 16) >> 2 | (tier - 2)
  let choice: u32 = UNKNOWN
  if (word(CHOICES) != 0) {
    const at = counters + word(CHOICES) + ((ask * word(MENU_COUNT) + menu) << 4) + (slot << 1)
    choice = load<u16>(at)
    if (choice == UNKNOWN) {
      choice = choose(menu, slot)
      store<u16>(at, choice)
    }
  } else {
    choice = choose(menu, slot)
  }
  let bits: u32 = load<u8>(about, 1) | ((now & OVER) << 1)
  if (scope != 0) bits |= <u32>load<u8>(scope + load<u32>(word(SCOPE_OF) + (load<u32>(about, 8) << 2))) << 6
  return load<u8>(word(GATES) + ((choice >> 5) << 8) + bits) | ((choice & 31) << 4)
}

/** The least disruptive sufficient action, the weaker of two alike, then the first in the playbook. */
function choose(menu: u32, slot: u32): u32 {
  if ((slot & 3) == 3) return slot == 3 ? CHOICE_BELOW : CHOICE_ABSENT
  const capped = slot >> 2
  const tier = (slot & 3) + 2
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

/** Where the alerts of such an answer count by hour. */
@inline function planeOf(kind: u32, about: u32): u32 {
  if (kind >= 9) return word(NO_PLANE)
  if (kind < 2) return (1 + lane) * ((word(HOURS) + 1) << 2)
  return kind < 5 ? 0 : load<u32>(about, 12)
}

@inline function bump(at: u32, amount: u32): void {
  store<u32>(at, load<u32>(at) + amount)
}

/** Takes the alerts of a case out of where its old answer counted, and puts them where the new one does. */
@inline function shift(i: u32, was: u32, old: u32, now: u32, is: u32, counters: u32): void {
  let entry = load<u32>(word(FROM) + (i << 2))
  const end = load<u32>(word(FROM) + (i << 2), 4)
  const alerts = end - entry
  if (alerts == 0) return
  const kind = is & 15
  const oldKind = old & 15
  const about = aboutOf(i)
  const noPlane = word(NO_PLANE)
  const plane = planeOf(kind, about)
  const oldPlane = planeOf(oldKind, about)
  const joined = ((now & 7) << 4) + kind
  const oldJoined = ((was & 7) << 4) + oldKind
  const into = counters + word(JOINT) + lane * 1280 + (joined << 4)
  const outOf = counters + word(JOINT) + lane * 1280 + (oldJoined << 4)
  const planes = counters + word(PLANES)
  const entries = word(ENTRY)
  if (plane != oldPlane) {
    const dirty = planes + (word(HOURS) << 2)
    store<u32>(dirty + plane, 1)
    store<u32>(dirty + oldPlane, 1)
  }
  while (entry < end) {
    const stop = min(end, entry + 0xffff)
    let kinds: u64 = 0
    if (plane == oldPlane) {
      for (; entry < stop; entry += 1) kinds += <u64>1 << ((load<u32>(entries + (entry << 2)) & 3) << 4)
    } else {
      for (; entry < stop; entry += 1) {
        const one = load<u32>(entries + (entry << 2))
        kinds += <u64>1 << ((one & 3) << 4)
        if (plane != noPlane) bump(planes + plane + (one & ~3), 1)
        if (oldPlane != noPlane) bump(planes + oldPlane + (one & ~3), -1)
      }
    }
    for (let at: u32 = 0; at < 16; at += 4) {
      const amount = <u32>kinds & 0xffff
      bump(into + at, amount)
      bump(outOf + at, 0 - amount)
      kinds >>= 16
    }
  }
  const before: u32 = load<u16>(word(BEFORE) + (i << 1))
  const moves = counters + word(MOVES) + (before & 31) * 640
  const isMoved = movedFrom(before, joined, is)
  const wasMoved = movedFrom(before, oldJoined, old)
  bump(moves + (joined << 3) + (isMoved << 2), alerts)
  bump(moves + (oldJoined << 3) + (wasMoved << 2), 0 - alerts)
  const caps = counters + word(CAPS) + (<u32>load<u8>(about, 2) << 3)
  bump(caps + (u32((now & 7) < ((now >> 3) & 7)) << 2), alerts)
  bump(caps + (u32((was & 7) < ((was >> 3) & 7)) << 2), 0 - alerts)
  bump(counters + word(MOVED_CASES), isMoved - wasMoved)
  const touched = counters + word(TOUCHED) + (load<u32>(about, 8) << 2)
  if (kind < 2) bump(touched, alerts)
  if (oldKind < 2) bump(touched, 0 - alerts)
}

@inline function movedFrom(before: u32, joined: u32, is: u32): u32 {
  return u32(before != (<u32>load<u8>(word(CELLS) + joined) | ((is >> 4) << 5)))
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

/** Adds so many words to as many others. */
export function add(from: u32, to: u32, words: u32): void {
  const end = from + (words << 2)
  for (; from + 16 <= end; from += 16, to += 16) v128.store(to, i32x4.add(v128.load(to), v128.load(from)))
  for (; from < end; from += 4, to += 4) bump(to, load<u32>(from))
}

/** A sum over what the first so many cases refer to: the class of each key and all that is known of each spot. */
export function look(cases: u32): u32 {
  const keys = word(KEY)
  const spotOf = word(SPOT)
  const keyClass = word(KEY_CLASS)
  const spots = word(SPOTS)
  let sum = i32x4.splat(0)
  let classes: u32 = 0
  const end = cases << 2
  for (let at: u32 = 0; at < end; at += 4) {
    sum = i32x4.add(sum, v128.load(spots + (load<u32>(spotOf + at) << 4)))
    classes += load<u8>(keyClass + load<u32>(keys + at))
  }
  return classes + i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3)
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
