import type { Tier } from '../../domain/action/action.ts'
import { GATE_WORDS } from '../shared/marks/GateMark.tsx'
import { TIER_WORDS } from '../shared/marks/TierMark.tsx'
import { countText } from '../ui/number-text.ts'
import { type FlowBy, gateAt, movedUpAndDown, placesOf, type Stream } from './counts.ts'

export function placeShort(by: FlowBy, place: number): string {
  if (place === placesOf(by) - 1) return 'No alert'
  return by === 'tier' ? `T${place}` : placeWords(by, place)
}

export function placeWords(by: FlowBy, place: number): string {
  if (place === placesOf(by) - 1) return 'no alert'
  if (by === 'tier') return `T${place} ${TIER_WORDS[place as Tier]}`
  const gate = gateAt(place)
  return gate === null ? '' : GATE_WORDS[gate]
}

export function movedWords(migration: Uint32Array): string {
  const { up, down } = movedUpAndDown(migration)
  return `${countText(up)} up · ${countText(down)} down`
}

/** The whole drawing in one sentence: what stays where it is is not said. */
export function flowSentence(streams: readonly Stream[], by: FlowBy): string {
  const words = streams
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, alerts }) => `${countText(alerts)} from ${placeWords(by, from)} to ${placeWords(by, to)}`)
  return words.length === 0 ? 'No alert moves.' : `${words.join('; ')}.`
}
