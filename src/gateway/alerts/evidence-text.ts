import type { Signal } from '../../domain/signal/signal.ts'
import { shapeOf } from '../../engine/whatif/build-history.ts'
import type { Evidence } from '../../engine/whatif/history.ts'

const texts = new WeakMap<Signal, string>()

/** What decisions read of a signal as JSON: a tenth of it, so that a whole history can be read. Written once per object. */
export function evidenceText(signal: Signal): string {
  const known = texts.get(signal)
  if (known !== undefined) return known
  const text = JSON.stringify(shapeOf(signal))
  texts.set(signal, text)
  return text
}

export function readEvidence(text: string): Evidence {
  return JSON.parse(text) as Evidence
}
