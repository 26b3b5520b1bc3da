import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isArray, isObject, type Json, type JsonObject, own } from '../domain/json/json.ts'
import { readJson } from '../domain/json/read-json.ts'
import { Signal } from '../domain/signal/signal.ts'
import type { Format, FormatContext } from './format.ts'

/** What every format of raw telemetry promises, as tests over real records; and how a format's own tests get at them. */

const FIXTURES = path.resolve(import.meta.dirname, '../../mocks/fixtures')

export const CONTEXT: FormatContext = {
  digest: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
  headers: {},
}

/** The records of a fixture: one JSON object, an array of them, or NDJSON; `{ id, event }` notes are opened. */
export function fixture(name: string): readonly JsonObject[] {
  const text = fs.readFileSync(path.join(FIXTURES, name), 'utf8')
  const texts = name.endsWith('.ndjson') ? text.split('\n').filter((line) => line !== '') : [text]
  return texts.flatMap((line): readonly JsonObject[] => {
    const read = readJson(line)
    if (read.ok && isArray(read.value)) return read.value.filter(isObject)
    if (!read.ok || !isObject(read.value))
      throw new Error(`fixture ${name}: ${read.ok ? 'not an object' : read.reason}`)
    const event = own(read.value, 'event')
    return [isObject(event) && own(read.value, 'id') !== undefined ? event : read.value]
  })
}

/** The one record of a fixture to which all these members belong. */
export function recordOf(name: string, members: JsonObject): JsonObject {
  const found = fixture(name).filter((record) =>
    Object.entries(members).every(([key, value]) => JSON.stringify(own(record, key)) === JSON.stringify(value)),
  )
  const [first] = found
  if (first === undefined || found.length > 1) throw new Error(`fixture ${name}: ${found.length} records match`)
  return first
}

/** The signal of a record that the format must be able to read. */
export function signalOf(format: Format, record: JsonObject, headers: Readonly<Record<string, string>> = {}): Signal {
  const read = format.normalise(record, { ...CONTEXT, headers })
  if (!read.ok) throw new Error(`${format.name}: ${read.reason} (at ${read.at || 'the whole record'})`)
  return Signal.parse(read.signal)
}

/** Any JSON value, with keys that have a meaning for JavaScript among them. */
const json: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 3, noUnicodeString: false })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json)

const keys = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'then', 'length', ''))

/** A real record in which one place, chosen at random, holds something else. */
function damaged(records: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(fc.constantFrom(...records), fc.nat(), fc.option(json, { nil: undefined }))
    .map(([record, at, value]) => replaced(record, at % placesIn(record), value) as JsonObject)
}

function placesIn(value: Json): number {
  return typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, item: Json) => sum + 1 + placesIn(item), 0)
    : 0
}

/** The value with its `at`-th member, counted depth first, replaced, or left out for undefined. */
function replaced(value: Json, at: number, by: Json | undefined): Json {
  if (typeof value !== 'object' || value === null) return value
  let left = at
  const members = Object.entries(value).flatMap(([key, item]: [string, Json]): [string, Json][] => {
    const here = left
    left -= 1 + placesIn(item)
    if (here === 0) return by === undefined ? [] : [[key, by]]
    return [[key, here > 0 && left < 0 ? replaced(item, here - 1, by) : item]]
  })
  return Array.isArray(value) ? members.map(([, item]) => item) : Object.fromEntries(members)
}

const ID_OF_ANY_FORMAT = {
  eventID: 'x',
  auditID: 'x',
  insertId: 'x',
  uuid: 'x',
  id: 'x',
  _document_id: 'x',
  requestId: 'x',
}

function listPaths(value: Json, here: string): string[] {
  if (isArray(value)) return value.length > 0 ? [here] : []
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => listPaths(item, `${here}/${key}`)) : []
}

/** The value with its outer lists long enough that a call with as many arguments throws. */
function stretched(value: Json): Json {
  if (isArray(value)) return value.length === 0 ? value : Array.from({ length: 150_000 }, () => value[0] ?? null)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, stretched(item)]))
}

/**
 * The promises. `own` are fixtures of this format, `refuses` how many of their records are honestly refused, `others`
 * fixtures of other vendors.
 */
export function describeTelemetry(
  format: Format,
  given: { readonly own: readonly string[]; readonly refuses?: number; readonly others: readonly string[] },
): void {
  const records = given.own.flatMap(fixture)

  test(`${format.name} reads its fixtures, and what it refuses it refuses with a reason`, () => {
    const read = records.map((record) => format.normalise(record, CONTEXT))
    const refused = read.filter((result) => !result.ok)
    expect(refused.length).toBe(given.refuses ?? 0)
    for (const result of refused) expect(result.reason).not.toBe('')
    for (const result of read) if (result.ok) Signal.parse(result.signal)
  })

  test(`${format.name} knows its own records and leaves those of others alone`, () => {
    const readable = records.filter((record) => format.normalise(record, CONTEXT).ok)
    expect(readable.filter((record) => format.recognise(record).certainty < 75)).toEqual([])
    const strangers = given.others.flatMap(fixture)
    expect(strangers.length).toBeGreaterThan(0)
    expect(strangers.filter((record) => format.recognise(record).certainty >= 50)).toEqual([])
  })

  test(`${format.name} gives the same record the same id, and never throws on a damaged one`, () => {
    fc.assert(
      fc.property(damaged(records), (record) => {
        expect(format.recognise(record).certainty).toBeGreaterThanOrEqual(0)
        format.unwrap?.(record)
        const read = format.normalise(record, CONTEXT)
        if (!read.ok) return
        Signal.parse(read.signal)
        expect(format.normalise(structuredClone(record), CONTEXT)).toEqual(read)
      }),
      { numRuns: 400 },
    )
  })

  test(`${format.name} takes a list of any length`, () => {
    const seen = new Set<string>()
    const withNewLists = records.filter((record) => {
      const fresh = listPaths(record, '').filter((place) => !seen.has(place))
      for (const place of fresh) seen.add(place)
      return fresh.length > 0
    })
    const context = { ...CONTEXT, headers: { 'x-github-delivery': 'x' } }
    const kept = withNewLists.map((record) => {
      // With an id of its own a record needs no digest, which would cost more than all else here.
      const read = format.normalise(stretched({ ...record, ...ID_OF_ANY_FORMAT }) as JsonObject, context)
      return read.ok ? Math.max(read.signal.affected.length, read.signal.resources.length) : 0
    })
    expect(kept.filter((count) => count > 100)).toEqual([])
  })

  test(`${format.name} never throws on an object that is nothing to it`, () => {
    fc.assert(
      fc.property(fc.dictionary(keys, json), (record) => {
        expect(format.recognise(record).certainty).toBeLessThanOrEqual(100)
        format.unwrap?.(record)
        const read = format.normalise(record, CONTEXT)
        if (read.ok) Signal.parse(read.signal)
      }),
    )
  })
}

/** One fixture of each vendor: what `others` draws from. */
const FIXTURES_BY_FORMAT = {
  cloudtrail: ['cloudtrail/invictus-selected.ndjson'],
  'kubernetes-audit': ['kubernetes-audit/panther-selected.ndjson'],
  'gcp-audit': ['gcp-audit/panther-selected.ndjson'],
  'azure-activity': ['azure/panther-monitoractivity-selected.ndjson'],
  'entra-audit': ['azure/panther-audit-selected.ndjson', 'azure/panther-microsoft365-directory.ndjson'],
  'okta-system-log': ['okta/panther-selected.ndjson'],
  'github-webhook': ['github/panther-webhook-selected.ndjson', 'github/webhooks/deploy_key.created.json'],
  'github-audit': ['github/panther-audit-selected.ndjson'],
  'openai-audit': ['ai-agents/panther-openai-audit.ndjson'],
  'anthropic-activity': ['ai-agents/panther-anthropic-activity.ndjson'],
  'bedrock-invocation': ['ai-agents/panther-bedrock-invocation.ndjson'],
} as const

/** The fixtures of all formats but this one. */
export function fixturesOfOthers(name: keyof typeof FIXTURES_BY_FORMAT): readonly string[] {
  return Object.entries(FIXTURES_BY_FORMAT).flatMap(([format, files]) => (format === name ? [] : [...files]))
}
