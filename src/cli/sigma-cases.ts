import * as z from 'zod'
import { isObject, type Json } from '../domain/json/json.ts'
import { readJson } from '../domain/json/read-json.ts'
import { correlate, createMemory } from '../sigma/correlation/correlate.ts'
import { bare } from '../sigma/fields.ts'
import { matches } from '../sigma/matches.ts'
import { parseDocuments } from '../sigma/parse-documents.ts'
import type { Problem } from '../sigma/problem.ts'
import { linkRules, type RuleSet } from '../sigma/rule-set.ts'

/** A JSON value that `readJson` has bounded already. */
const Event = z.custom<Json>((value) => value !== undefined)
const Count = z.union([z.number(), z.literal('>0')])

const About = { id: z.string().default('?'), rule: z.string() }
const Case = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal(['detection', 'collection', 'ruleset', 'filter']),
    ...About,
    event: Event,
    expected: z.boolean().optional(),
    expected_count: z.number().optional(),
    expected_titles: z.array(z.string()).optional(),
  }),
  z.object({ kind: z.literal('validation'), ...About, expected: z.enum(['ok', 'error']) }),
  z.object({
    kind: z.literal('correlation'),
    ...About,
    events: z.array(
      z.object({
        ts: z.number(),
        event: Event,
        expect: z.object({ correlations: Count.optional(), detections: Count.optional() }),
      }),
    ),
  }),
])
type Case = z.infer<typeof Case>

export interface Difference {
  readonly expected: string
  readonly answered: string
}

/** One line of a file of cases. A case without a kind is a detection. */
export function readCase(
  line: string,
): { readonly ok: true; readonly value: Case } | { readonly ok: false; readonly reason: string } {
  const json = readJson(line)
  if (!json.ok) return { ok: false, reason: json.reason }
  const withKind =
    isObject(json.value) && !Object.hasOwn(json.value, 'kind') ? { ...json.value, kind: 'detection' } : json.value
  const read = Case.safeParse(withKind)
  return read.success ? { ok: true, value: read.data } : { ok: false, reason: z.prettifyError(read.error) }
}

/**
 * Answers, case by case, where the answer is not the expected one; nothing where it is. Total: a rule that is refused is an
 * answer, too. Files ask one rule many times in a row, so the rule read last is remembered.
 */
export function createChecker(): (one: Case) => readonly Difference[] {
  let last: { readonly text: string; readonly read: ReturnType<typeof readSet> } | null = null
  return (one) => {
    if (last?.text !== one.rule) last = { text: one.rule, read: readSet(one.rule) }
    return check(one, last.read)
  }
}

function check(one: Case, read: ReturnType<typeof readSet>): readonly Difference[] {
  if (one.kind === 'validation') {
    const answered = read.ok ? 'the rule is read' : `the rule is refused: ${say(read.problems)}`
    return read.ok === (one.expected === 'ok') ? [] : [{ expected: one.expected, answered }]
  }
  if (!read.ok) return [{ expected: 'an answer to the event', answered: `the rule is refused: ${say(read.problems)}` }]
  return one.kind === 'correlation' ? checkSequence(read.set, one) : checkEvent(read.set, one)
}

function readSet(
  text: string,
): { readonly ok: true; readonly set: RuleSet } | { readonly ok: false; readonly problems: readonly Problem[] } {
  const parsed = parseDocuments(text)
  return parsed.ok ? linkRules(parsed.documents) : parsed
}

function checkEvent(set: RuleSet, one: Extract<Case, { event: Json }>): readonly Difference[] {
  const titles = set.rules.filter((rule) => matches(rule, bare(one.event))).map((rule) => rule.title)
  const differences: Difference[] = []
  const compare = (expected: unknown, answered: unknown) => {
    const [wanted, given] = [JSON.stringify(expected), JSON.stringify(answered)]
    if (wanted !== given) differences.push({ expected: wanted, answered: given })
  }
  if (one.expected !== undefined) compare({ matches: one.expected }, { matches: titles.length > 0 })
  if (one.expected_count !== undefined) compare({ count: one.expected_count }, { count: titles.length })
  if (one.expected_titles !== undefined)
    compare({ titles: one.expected_titles.toSorted() }, { titles: titles.toSorted() })
  return differences
}

function checkSequence(set: RuleSet, one: Extract<Case, { kind: 'correlation' }>): readonly Difference[] {
  const memory = createMemory()
  return one.events.flatMap(({ ts, event, expect }, i) => {
    const subject = bare(event)
    const matched = new Set(set.rules.flatMap((rule, index) => (matches(rule, subject) ? [index] : [])))
    const fired = correlate(set, memory, { subject, at: ts * 1_000, matched })
    return [
      ...differs(`event ${i + 1}: correlations`, expect.correlations, fired.length),
      ...differs(`event ${i + 1}: detections`, expect.detections, matched.size),
    ]
  })
}

function differs(what: string, expected: number | '>0' | undefined, answered: number): readonly Difference[] {
  if (expected === undefined || (expected === '>0' ? answered > 0 : answered === expected)) return []
  return [{ expected: `${what} ${expected}`, answered: `${what} ${answered}` }]
}

function say(problems: readonly Problem[]): string {
  return problems
    .slice(0, 3)
    .map(({ line, column, message, shouldBe }) => `${line}:${column} ${message}; should be ${shouldBe}`)
    .join(' | ')
}
