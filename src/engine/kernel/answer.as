/* What a case is answered: its need, the action chosen from its menu, the gate. */
import {
  ACTION_SLOTS,
  ANSWER_ABSENT,
  ANSWER_BELOW,
  CANDIDATE,
  CANDIDATES,
  CAP_AT,
  CHOICES,
  CHOICE_ABSENT,
  CHOICE_BELOW,
  CUT_OF,
  EXERCISED,
  GATES,
  KEY,
  KEY_CLASS,
  LEVEL,
  MENUS,
  MENU_COUNT,
  NEEDS,
  NEED_NO_ALERT,
  NEED_OVER,
  NOTHING,
  OWN_ASK,
  PLAYBOOK_OF,
  SCOPE_OF,
  SCORE,
  SPOT,
  SPOTS,
  TRAITS,
  UNKNOWN,
} from './parameters'
import { ask, isOff, scope, word } from './state'

const THREATS: u32 = 6
const KINDS: u32 = 11

@inline export function aboutOf(i: u32): u32 {
  return word(SPOTS) + (load<u32>(word(SPOT) + (i << 2)) << 4)
}

export function needOf(i: u32): u32 {
  const key: u32 = load<u8>(word(KEY_CLASS) + load<u32>(word(KEY) + (i << 2)))
  const is: u32 = key | load<u8>(aboutOf(i))
  return load<u8>(word(NEEDS) + (isOff << 9) + (is << 1))
}

export function answerOf(i: u32, now: u32, counters: u32): u32 {
  if (now & NEED_NO_ALERT) return ANSWER_ABSENT
  const tier = now & 7
  if (tier < 2) return ANSWER_BELOW
  const about = aboutOf(i)
  const slot = (<u32>load<u8>(about) & 16) >> 2 | (tier - 2)
  const choice = chosen(choicesOf(counters), load<u32>(about, 4), slot)
  return load<u8>(word(GATES) + ((choice >> 5) << 8) + gateBits(i, about, now)) | ((choice & 31) << 4)
}

@inline function gateBits(i: u32, about: u32, now: u32): u32 {
  const bits: u32 = load<u8>(about, 1) | ((now & NEED_OVER) << 1)
  if (scope == 0) return bits
  return bits | <u32>load<u8>(scope + load<u32>(word(SCOPE_OF) + (load<u32>(word(SPOT) + (i << 2)) << 2)))
}

/** Where the choices of this lane are kept, 0 where none are. */
@inline export function choicesOf(counters: u32): u32 {
  return word(CHOICES) == 0 ? 0 : counters + word(CHOICES) + ((ask * word(MENU_COUNT)) << 4)
}

@inline export function chosen(choices: u32, menu: u32, slot: u32): u32 {
  if (choices == 0) return choose(menu, slot)
  const at = choices + menu + (slot << 1)
  const known: u32 = load<u16>(at)
  if (known != UNKNOWN) return known
  const made = choose(menu, slot)
  store<u16>(at, made)
  return made
}

/** The least disruptive sufficient action, the weaker of two alike, then the first in the playbook. */
function choose(menu: u32, slot: u32): u32 {
  if ((slot & 3) == 3) return slot == 3 ? CHOICE_BELOW : CHOICE_ABSENT
  const capped = slot >> 2
  const tier = (slot & 3) + 2
  const at = word(MENUS) + menu
  const row = load<u32>(at)
  const obstacles = load<u32>(at, 4)
  const kind = load<u32>(at, 8)
  const own = load<u32>(at, 12)
  const isOwn = ask == OWN_ASK
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
    const cut = load<u32>(word(CUT_OF) + ((row * ACTION_SLOTS + action) << 2))
    const rank = (<u32>load<u8>(word(SCORE) + cut) << 3) + strength
    if (rank >= best) continue
    best = rank
    const traits: u32 = load<u8>(word(TRAITS) + action)
    found = (action + 1) | (<u32>load<u8>(word(LEVEL) + cut) << 5) | (traits << 7) | (exercised << 10)
  }
  return found
}
