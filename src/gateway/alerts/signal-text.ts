import type { Signal } from '../../domain/signal/signal.ts'

const texts = new WeakMap<Signal, string>()

/** A signal as JSON, written once per object however often its alert is decided: signals are never changed in place. */
export function signalText(signal: Signal): string {
  const known = texts.get(signal)
  if (known !== undefined) return known
  const text = JSON.stringify(signal)
  texts.set(signal, text)
  return text
}

export function readSignal(text: string): Signal {
  const signal = JSON.parse(text) as Signal
  texts.set(signal, text)
  return signal
}
