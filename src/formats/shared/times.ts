import type { Json } from '../../domain/json/json.ts'
import type { Signal } from '../../domain/signal/signal.ts'
import { type EpochMs, type EpochUnit, firstTime, readTime } from '../../domain/time/instant.ts'

type ObservedFields = Pick<Signal, 'observedAt' | 'timeOriginal' | 'timeFlags'>

/**
 * The three time fields of a Signal from the source's candidates, best first. Spread it into `toSignal`:
 * `...observed(at(record, 'eventTime'))`. `timeOriginal` is the text that was read; where none can be read, the first
 * one present, and `timeFlags` says what is wrong. An epoch number's unit is guessed from its size and flagged.
 */
export function observed(...candidates: readonly (Json | undefined)[]): ObservedFields {
  return observedIn(undefined, ...candidates)
}

/** As `observed`, where the vendor documents the unit of its epoch numbers. Texts such as RFC 3339 are read as ever. */
export function observedIn(unit: EpochUnit | undefined, ...candidates: readonly (Json | undefined)[]): ObservedFields {
  const times = candidates.map((value) => readTime(value, unit))
  const chosen = firstTime(...times)
  const source = candidates[times.indexOf(chosen)] ?? candidates.find(isPresent)
  return {
    observedAt: chosen.at,
    timeOriginal: isPresent(source) ? String(source).slice(0, 100) : null,
    timeFlags: [...chosen.flags],
  }
}

/** A second time (first seen, session start): epoch ms UTC, or null where absent or unreadable. */
export function timeAt(value: Json | undefined, unit?: EpochUnit): EpochMs | null {
  return readTime(value, unit).at
}

function isPresent(value: Json | undefined): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}
