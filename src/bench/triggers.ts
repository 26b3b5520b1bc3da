import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { isObject, type Json } from '../domain/json/json.ts'
import { readJson } from '../domain/json/read-json.ts'
import { compileRules } from '../engine/rules/compile-rules.ts'
import { bare } from '../sigma/fields.ts'
import { matches } from '../sigma/matches.ts'
import { parseRule } from '../sigma/parse-rule.ts'
import type { Rule } from '../sigma/rule.ts'
import { measure, type Trial } from './trial.ts'

const FIXTURES = new URL('../../mocks/fixtures/', import.meta.url)
const EVENTS = 100_000
/** The interpreter asks each rule of each event; a hundredth of the events says what one costs. */
const SAMPLE = 1_000
const RUNS = 3

/**
 * What it costs to ask 1, 100 and 1,000 public rules of 100,000 CloudTrail events, compiled and as the plain interpreter
 * asks them (`matches`, rule by rule). Every rule is asked of every event, whatever its log source, so that the number of
 * rules is what it says. The events are 2,900 real ones over and over, each time with an id, time, address and request of
 * their own. Reading JSON is not counted. The baseline of each table is the compiled run, so a ratio is how many times
 * slower the interpreter is; ratios are per event.
 */
export async function benchTriggers(): Promise<readonly (readonly Trial[])[]> {
  const rules = readRules()
  const events = readEvents(EVENTS)
  const tables: Trial[][] = []
  for (const count of [1, 100, 1_000]) {
    // Spread over the whole list: rules of one product stand together in it.
    const chosen = rules.filter((_, i) => i % Math.floor(rules.length / count) === 0).slice(0, count)
    const expected = interpret(chosen, events.slice(0, SAMPLE))
    if (expected !== compiled(chosen, events.slice(0, SAMPLE))) throw new Error('the compiled rules answer otherwise')
    const table = [
      await trial(`compiled, ${count} rules`, events, (asked) => compiled(chosen, asked)),
      await trial(`interpreted, ${count} rules`, events.slice(0, SAMPLE), (asked) => interpret(chosen, asked)),
    ]
    if (count === 1_000) {
      table.push(
        await trial(`compiled, ${count} rules, a tenth of the events`, events.slice(0, EVENTS / 10), (asked) =>
          compiled(chosen, asked),
        ),
      )
    }
    tables.push(table)
  }
  return tables
}

function trial(task: string, events: readonly Json[], work: (events: readonly Json[]) => number): Promise<Trial> {
  return measure(task, 'events', events.length, RUNS, () => Promise.resolve(work(events)))
}

/** How often a rule was true, all in all. Compiling is counted. */
function compiled(rules: readonly Rule[], events: readonly Json[]): number {
  const ready = compileRules(rules)
  return events.reduce<number>((sum, event) => sum + ready.match(bare(event)).length, 0)
}

function interpret(rules: readonly Rule[], events: readonly Json[]): number {
  let found = 0
  for (const event of events) {
    const subject = bare(event)
    for (const rule of rules) if (matches(rule, subject)) found += 1
  }
  return found
}

function readRules(): readonly Rule[] {
  const texts = readFileSync(new URL('sigma-rules/public-rules.yml', FIXTURES), 'utf8').split(/^---$/m)
  return texts.flatMap((text) => {
    const parsed = parseRule(text)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    return [parsed.rule]
  })
}

function readEvents(count: number): readonly Json[] {
  const text = gunzipSync(readFileSync(new URL('cloudtrail/invictus-aws.ndjson.gz', FIXTURES))).toString('utf8')
  const lines = text.trim().split('\n')
  return Array.from({ length: count }, (_, i) => {
    const read = readJson(lines[i % lines.length] ?? '')
    if (!read.ok || !isObject(read.value)) throw new Error('the recording cannot be read')
    const own = { eventID: `event-${i}`, requestID: `request-${i}`, sourceIPAddress: `198.51.${i % 100}.${i % 251}` }
    return { ...read.value, ...own, eventTime: new Date(1_700_000_000_000 + i * 1_000).toISOString() }
  })
}
