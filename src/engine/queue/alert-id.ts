const ID = /^al_[0-9a-f]{32}$/
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
/** Hex digits of the time at an id's beginning: it says when the alert was received, and crosses with that. */
const TIME_DIGITS = 12
/** What is left of an id without its time. */
export const TAIL_BYTES = 10

/** The instant in an id of an alert, epoch ms UTC. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(3, 3 + TIME_DIGITS), 16)
}

/** What follows the instant; null for what is no id of an alert. */
export function tailOfId(id: string): Uint8Array | null {
  if (!ID.test(id)) return null
  const digits = id.slice(3 + TIME_DIGITS)
  return Uint8Array.from({ length: TAIL_BYTES }, (_, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16))
}

/** The id of an instant and the tail of a row. */
export function idOf(time: number, tails: Uint8Array, row: number): string {
  let id = `al_${time.toString(16).padStart(TIME_DIGITS, '0')}`
  for (let at = row * TAIL_BYTES; at < (row + 1) * TAIL_BYTES; at += 1) id += HEX[tails[at] ?? 0] ?? ''
  return id
}
