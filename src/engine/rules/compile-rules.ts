import type { Json } from '../../domain/json/json.ts'
import type { Condition } from '../../sigma/condition.ts'
import { bare, isThere, leavesOf, type Subject, valuesAt } from '../../sigma/fields.ts'
import { testHolds } from '../../sigma/matches.ts'
import type { Detection, Rule, Test } from '../../sigma/rule.ts'
import { type Answer, createField, createRemembered, type Field } from './compiled-field.ts'
import { type CompiledLine, createFieldsTable } from './fields-table.ts'
import { createWalk } from './record-walk.ts'
import { createWitnesses } from './witnesses.ts'

/** Many rules, made ready to be asked together of one record after the other. */
export interface CompiledRules {
  /** The rules, by index in ascending order, that are true of the record: exactly those for which `matches` is. */
  match(subject: Subject): readonly number[]
}

/** What a rule becomes: a question to the state of the record at hand. */
type Holds = (state: RecordState) => boolean

/** What is known of the record at hand: the bits of all fields in one row of words, and the record for what needs all of it. */
interface RecordState {
  readonly words: Uint32Array
  subject: Subject
}

/**
 * Compiles rules once. A record is walked once for all their fields; what is asked of a value is answered once for each
 * different value; and only rules are looked at of which something that they need was found. Cost of a record: its size,
 * plus the rules that come into question. Memory: the rules, plus what `createRemembered` allows for values.
 */
export function compileRules(rules: readonly Pick<Rule, 'condition' | 'detections'>[]): CompiledRules {
  const table = createFieldsTable()
  const lines = new Map<Test, CompiledLine | null>()
  const lineOf = (test: Test): CompiledLine | null => {
    const known = lines.get(test)
    if (known !== undefined) return known
    const line = test.kind === 'field' ? table.add(test) : null
    lines.set(test, line)
    return line
  }
  for (const rule of rules) for (const detection of rule.detections.values()) addLines(detection, lineOf)
  const witnesses = createWitnesses(rules, lineOf)
  const fields: Field[] = []
  const remembered = createRemembered()
  for (const [index, questions] of table.fields.entries()) {
    const from = fields.at(-1)?.to ?? 0
    fields.push(createField(questions, { index, from, remembered }, (bits) => witnesses.witnessesOf(index, bits)))
  }
  const layout: Layout = { lineOf, fromOf: (field) => fields[field]?.from ?? 0 }
  const questions = rules.map((rule) => compileCondition(rule.condition, rule.detections, layout))
  const walked = fields.filter((field) => field.path?.from === 'record')
  const walk = createWalk(walked.flatMap(({ path }) => path ?? []))
  const unwalked = fields.filter((field) => field.path?.from !== 'record')

  // A record begins as one in which no field is there.
  const atFirst = new Uint32Array(fields.at(-1)?.to ?? 0)
  const wokenAtFirst = new Set(witnesses.always)
  for (const { from, missing } of fields) {
    atFirst.set(missing.words, from)
    for (const rule of missing.rules) wokenAtFirst.add(rule)
  }
  const state: RecordState = { words: new Uint32Array(atFirst.length), subject: bare(null) }
  // The record for which a field was found, or a rule woken, last: no clearing between records.
  const foundIn = new Uint32Array(fields.length)
  const wokenIn = new Uint32Array(rules.length)
  let now = 0
  let woken: number[] = []

  const wake = (waiting: readonly number[]) => {
    for (const rule of waiting) {
      if (wokenIn[rule] === now) continue
      wokenIn[rule] = now
      woken.push(rule)
    }
  }
  const mark = ({ from }: Field, { words, rules: waiting }: Answer) => {
    for (let i = 0; i < words.length; i += 1) state.words[from + i] = (state.words[from + i] ?? 0) | (words[i] ?? 0)
    wake(waiting)
  }
  const place = (field: Field) => {
    if (foundIn[field.index] === now) return
    foundIn[field.index] = now
    for (let i = field.from; i < field.to; i += 1) state.words[i] = 0
    mark(field, field.there)
  }
  const visitor = {
    place: (at: number) => {
      const field = walked[at]
      if (field !== undefined) place(field)
    },
    value: (at: number, value: Json) => {
      const field = walked[at]
      if (field !== undefined) mark(field, field.answer(value))
    },
  }
  const begin = () => {
    now += 1
    woken = []
    state.words.set(atFirst)
    for (const rule of wokenAtFirst) {
      wokenIn[rule] = now
      woken.push(rule)
    }
  }
  /** Path by path: for facts, for keywords, and for the rare record that holds dots in its keys. */
  const follow = (field: Field) => {
    const { path } = field
    if (path !== null && isThere(state.subject, path)) place(field)
    const values = path === null ? leavesOf(state.subject.record) : valuesAt(state.subject, path)
    for (const value of values) mark(field, field.answer(value))
  }

  return {
    match: (subject) => {
      state.subject = subject
      begin()
      if (!walk(subject.record, visitor)) {
        begin()
        for (const field of walked) follow(field)
      }
      for (const field of unwalked) follow(field)
      return woken.filter((rule) => questions[rule]?.(state) === true).sort((a, b) => a - b)
    },
  }
}

function addLines(detection: Detection, lineOf: LineOf): void {
  if (detection.kind === 'any') for (const part of detection.of) addLines(part, lineOf)
  else for (const test of detection.of) lineOf(test)
}

type LineOf = (test: Test) => CompiledLine | null

interface Layout {
  readonly lineOf: LineOf
  /** The first word of a field. */
  fromOf(field: number): number
}

function compileCondition(condition: Condition, detections: Rule['detections'], layout: Layout): Holds {
  if (condition.kind === 'detection') {
    const detection = detections.get(condition.name)
    return detection === undefined ? () => false : compileDetection(detection, layout)
  }
  if (condition.kind === 'not') {
    const holds = compileCondition(condition.of, detections, layout)
    return (state) => !holds(state)
  }
  const parts = condition.of.map((part) => compileCondition(part, detections, layout))
  return condition.kind === 'and' ? allOf(parts) : anyOf(parts)
}

function compileDetection(detection: Detection, layout: Layout): Holds {
  return detection.kind === 'all'
    ? allOf(detection.of.map((test) => compileTest(test, layout)))
    : anyOf(detection.of.map((part) => compileDetection(part, layout)))
}

function compileTest(test: Test, layout: Layout): Holds {
  const line = layout.lineOf(test)
  if (line === null) return (state) => testHolds(test, state.subject)
  const { link, isNegated, values } = line
  const from = layout.fromOf(line.field)
  if (link === 'any') {
    const mask = maskOf(values.flat(), from)
    return ({ words }) => overlaps(words, mask) !== isNegated
  }
  const masks = values.map((bits) => maskOf(bits, from))
  return ({ words }) => masks.every((mask) => overlaps(words, mask)) !== isNegated
}

interface Mask {
  readonly word: number
  readonly bits: number
}

/** Only the words in which something stands: most lines have one. */
function maskOf(bits: readonly number[], from: number): readonly Mask[] {
  const words = new Map<number, number>()
  for (const bit of bits) words.set(from + (bit >> 5), (words.get(from + (bit >> 5)) ?? 0) | (1 << (bit & 31)))
  return [...words].map(([word, own]) => ({ word, bits: own }))
}

function overlaps(words: Uint32Array, mask: readonly Mask[]): boolean {
  for (const { word, bits } of mask) if (((words[word] ?? 0) & bits) !== 0) return true
  return false
}

function allOf(parts: readonly Holds[]): Holds {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  return (state) => parts.every((holds) => holds(state))
}

function anyOf(parts: readonly Holds[]): Holds {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  return (state) => parts.some((holds) => holds(state))
}
