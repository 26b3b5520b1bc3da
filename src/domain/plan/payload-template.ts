import type { Json } from '../json/json.ts'
import { isObject } from '../json/json.ts'
import type { PlanStep, StepTarget } from './plan.ts'

export interface PayloadLine {
  /** Exactly what is sent, one line of it. */
  readonly text: string
  /** The same line with what its playbook leaves open, `‹account›`; null where nothing in it was left open. */
  readonly template: string | null
}

/**
 * The request line by line, each beside the line of its playbook: whatever stands there because of this one target is a place to fill
 * in. So a reader sees what was bound to the alert, and what would be sent for any other alert as well. Values of a target are
 * found as whole words of the request's strings, longest first; keys and everything else are the playbook's.
 */
export function payloadLines({ request, target }: Pick<PlanStep, 'request' | 'target'>): readonly PayloadLine[] {
  const places = placesOf(target)
  const texts = JSON.stringify(request, null, 2).split('\n')
  const templates = JSON.stringify(opened(request, places), null, 2).split('\n')
  return texts.map((text, i) => ({ text, template: templates[i] === text ? null : (templates[i] ?? null) }))
}

interface Place {
  readonly value: string
  readonly name: string
}

function placesOf({ account, sessionIds, credentialIds, tools }: StepTarget): readonly Place[] {
  const numbered = (name: string, values: readonly string[]) =>
    values.map((value, i): Place => ({ value, name: values.length === 1 ? `‹${name}›` : `‹${name} ${i + 1}›` }))
  return [
    { value: account, name: '‹account›' },
    ...numbered('session', sessionIds),
    ...numbered('credential', credentialIds),
    ...numbered('tool', tools),
  ]
    .filter(({ value }) => value !== '')
    .toSorted((a, b) => b.value.length - a.value.length)
}

/** Only values change, so both have the same lines. */
function opened(value: Json, places: readonly Place[]): Json {
  if (typeof value === 'string') return withPlaces(value, places)
  if (Array.isArray(value)) return value.map((item) => opened(item as Json, places))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item, places)]))
}

/** Cut at the first place that is found, and each side again: what a place stands for is not looked into. */
function withPlaces(text: string, places: readonly Place[]): string {
  for (const { value, name } of places) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      const after = at + value.length
      if (isWordBefore(text, at) || isWordAfter(text, after)) continue
      return `${withPlaces(text.slice(0, at), places)}${name}${withPlaces(text.slice(after), places)}`
    }
  }
  return text
}

const WORD = /[\p{L}\p{N}]/u

function isWordBefore(text: string, at: number): boolean {
  return at > 0 && WORD.test(text[at] ?? '') && WORD.test(text[at - 1] ?? '')
}

function isWordAfter(text: string, after: number): boolean {
  return after < text.length && WORD.test(text[after - 1] ?? '') && WORD.test(text[after] ?? '')
}
