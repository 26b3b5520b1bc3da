import {
  GATE_OF_KIND,
  KINDS_OF_ANSWER,
  MODE_ANSWER,
  MODE_NEED,
  NEED_NO_ALERT,
  PARAMETERS,
  PIECE_WORDS,
  PLANE,
  SAMPLED_WORDS,
} from '../kernel/layout.ts'
import { emptyCounters } from './counter-block.ts'
import { countsByAnswer, countsByCap, countsByMove, createHours } from './counts.ts'
import type { Draft } from './draft.ts'
import type { TriggerTable } from './draft-tables.ts'
import type { Lookups } from './evaluate.ts'
import { DISPOSITIONS, type History } from './history.ts'
import { loadDraft } from './load-draft.ts'
import { changedIn, isAlike } from './lookups.ts'
import { type Machine, type MachineOptions, openMachine } from './machine.ts'
import { blocked, NO_ALERT, NO_ALERT_CELL } from './outcome.ts'
import type { WhatIfResult } from './result.ts'
import type { Tables } from './tables.ts'
import { teamCounts } from './team-counts.ts'
import { createValues } from './values.ts'

const BOTH = MODE_NEED | MODE_ANSWER
/** Cases that are looked at to foretell how many answers will be others. */
const SAMPLED_CASES = 512
/** From this share of other answers on, everything is counted anew: taking a case out and putting it in costs several times that. */
const RECOUNTED_SHARE = 0.2
const OWNERS_ASKED = PARAMETERS.indexOf('ownersAsked')

/** The mere reads of what a pass works on, which its own times are compared with; each answers a sum, so that nobody leaves it out. */
export interface MereReads {
  /**
   * In sixteen bytes at once, what counting everything anew reads of the history, each word once and in order: of cases their key,
   * spot, answer under the baseline, first alert and tally; of alerts their hour; the tables of key classes and spots. Columns that
   * are only written (needs, answers) are not among it, and neither are the small tables of a draft, counters, and choices that are
   * kept. Alerts that a pass finds counted already are: of that column it reads fewer words than this does.
   */
  readonly read: () => number
  /** The same without the alerts: what is read even where not one of them has to be visited. */
  readonly readCases: () => number
  /** Bytes that the two read. */
  readonly bytesRead: { readonly all: number; readonly cases: number }
  /** What the cases refer to, looked up case by case, as a pass must; all other columns as `read` does. */
  readonly look: () => number
  /** Bytes of the memory, whatever lies in it. */
  readonly size: number
}

/** All cases of a history under one draft after the other. */
export interface Pass {
  /**
   * Decides again what the draft has otherwise than the one before. Lookups that the two share have to be the same objects, and the
   * identities those that the pass was opened with.
   */
  run(draft: Draft, lookups: Lookups): WhatIfResult
  /** By case, the answers of the last draft as `outcome.ts` packs them, without their values. Made anew each time. */
  answers(): Uint32Array
  /** Those of the baseline: only tier, gate, action, and whether there is an alert. */
  baseline(): Uint32Array
  /** Alerts by case. */
  alerts(): Uint32Array
  /** The same as the kernel keeps it, for a pass over the same cases with other identities. */
  readonly before: Uint16Array
  /** The tables that it was opened with, their columns in its memory. */
  readonly tables: Tables
  readonly reads: MereReads
  /** Lets go of whoever helped. Nothing is asked afterwards. */
  close(): void
}

/** Opens a pass with a first draft, which is the baseline unless `before` has the answers of another. Cost: cases and alerts. */
export function openPass(
  given: Tables,
  first: Draft,
  firstLookups: Lookups,
  { before, ...how }: MachineOptions & { readonly before?: Uint16Array } = {},
): Pass {
  const machine = openMachine(given, firstLookups, how)
  const { kernel, bytes, halves, words, at } = machine
  const { history } = given
  const { count } = history.cases
  const tables: Tables = {
    ...given,
    confidenceKey: words.subarray(at.key >> 2, (at.key >> 2) + count),
    spot: words.subarray(at.spot >> 2, (at.spot >> 2) + count),
  }
  const hours = createHours(machine, firstLookups.identities.teams)
  const values = createValues(tables, machine, firstLookups.identities.kind.length)
  const judgements = judgementsIn(history)
  const needs = bytes.subarray(at.need, at.need + count)
  const kinds = halves.subarray(at.answer >> 1, (at.answer >> 1) + count)
  const touchedAt = (at.counters + at.touched) >> 2
  const touched = words.subarray(touchedAt, touchedAt + firstLookups.identities.kind.length)
  const own = halves.subarray(at.before >> 1, (at.before >> 1) + count)
  const piecesAt = at.pieces >> 2
  let last = { draft: first, lookups: firstLookups }
  let teams: WhatIfResult['teams'] | null = null

  const recount = (isUsual: number) => {
    emptyCounters({ kernel, words, at: at.counters }, machine.counterPlan)
    const usual = (at.counters + at.planes) >> 2
    if (isUsual === 1) {
      words.copyWithin(usual, at.byHour >> 2, (at.byHour >> 2) + machine.hours)
      words[usual + machine.hours] = PLANE.isChanged | PLANE.isFilled
    }
    if (machine.shared !== null) machine.shared.recount(isUsual)
    else
      for (let piece = 0; piece < machine.pieces; piece += 1)
        kernel.recount(piece, at.counters, at.need, at.answer, isUsual)
  }
  const sample = () => {
    const step = Math.max(1, Math.floor(count / SAMPLED_CASES))
    const sampled = words.subarray((at.counters + at.sampled) >> 2, ((at.counters + at.sampled) >> 2) + SAMPLED_WORDS)
    sampled.fill(0)
    let cases = 0
    for (let piece = 0; piece < machine.pieces; piece += 1) {
      cases += Math.ceil(machine.casesOf(piece) / step)
      kernel.sample(piece, step, at.counters)
    }
    const [others = 0, ...alerts] = sampled
    return {
      isMostlyOther: others > cases * RECOUNTED_SHARE,
      isUsual: (how.isUsual ?? isLessToTakeOut(alerts)) ? 1 : 0,
    }
  }
  const turn = (was: TriggerTable | null, is: TriggerTable) => {
    for (let lane = 0; lane < history.triggers.length; lane += 1) {
      const before = was === null || was.isOn[lane] === 1
      if (before !== (is.isOn[lane] === 1)) values.turn(lane, before ? -1 : 1)
    }
  }
  const begin = () => {
    loadDraft({ tables, machine, was: null, is: firstLookups, changed: [] })
    turn(null, firstLookups.triggers)
    if (before === undefined) {
      recount(0)
      for (let i = 0; i < count; i += 1) own[i] = answerOf(needs[i] ?? 0, kinds[i] ?? 0)
    } else own.set(before)
    for (let piece = 0; piece < machine.pieces; piece += 1) {
      const at = piecesAt + piece * PIECE_WORDS
      let cells = 0
      for (let i = words[at + 1] ?? 0; i < (words[at + 2] ?? 0); i += 1) cells |= 1 << ((own[i] ?? 0) & 31)
      words[at + 3] = cells
    }
    recount(sample().isUsual)
  }
  const decide = (draft: Draft, is: Lookups, changed: readonly number[]) => {
    const was = last
    const planes = words[OWNERS_ASKED] ?? 0
    const mode = loadDraft({ tables, machine, was: was.lookups, is, changed })
    const isPlaneNew = ((words[OWNERS_ASKED] ?? 0) & ~planes) !== 0
    turn(was.lookups.triggers, is.triggers)
    last = { draft, lookups: is }
    const sampled = mode === 0 ? null : sample()
    if (sampled !== null && (sampled.isMostlyOther || isPlaneNew)) {
      recount(sampled.isUsual)
      return
    }
    const done = new Set<number>()
    for (const trigger of changed) {
      for (const piece of machine.piecesOf(trigger)) {
        done.add(piece)
        kernel.pass(piece, BOTH, at.counters)
      }
      const { at: list, count: length } = machine.concernedBy(trigger)
      if ((mode & MODE_NEED) === 0 && length > 0) kernel.list(list, length, MODE_NEED, at.counters)
    }
    if (mode === 0) return
    for (let piece = 0; piece < machine.pieces; piece += 1) {
      if (!done.has(piece)) kernel.pass(piece, mode, at.counters)
    }
  }

  begin()
  return {
    run(draft, is) {
      const changed = changedIn(last.draft, draft)
      const isConfidenceAlike = isAlike(last.lookups.policy.confidence, is.policy.confidence)
      decide(draft, is, changed)
      // Whoever is touched is so by a step that some hour of a trigger has.
      if (teams === null || hours.areStepsOther()) teams = teamCounts(is.identities, touched)
      return {
        alerts: history.rows.count,
        ...countsByMove(machine),
        ...countsByAnswer(machine),
        caps: countsByCap(machine),
        teams,
        approvals: hours.approvals(draft.policy.gate.quorums),
        confidence: values.confidence(is, isConfidenceAlike ? changed : null),
        urgency: values.urgency(is),
        ...judgements,
        overBudget: hours.over(budgetsOf(draft)),
      }
    },
    answers: () => Uint32Array.from(needs, (need, i) => packedFrom(need, kinds[i] ?? 0)),
    baseline: () => Uint32Array.from(own, baselineFrom),
    alerts: () =>
      Uint32Array.from(own, (_, i) => (words[(at.from >> 2) + i + 1] ?? 0) - (words[(at.from >> 2) + i] ?? 0)),
    before: own,
    tables,
    reads: readsOf(machine, count),
    close: () => machine.close(),
  }
}

function readsOf({ kernel, bytes, at }: Machine, cases: number): MereReads {
  // As far as they are whole units of what is read at once.
  const length = (from: number, to: number) => (to - from) & ~63
  const read = (from: number, to: number) => kernel.read(from, length(from, to))
  return {
    read: () => read(at.key, at.scopeOf),
    readCases: () => read(at.key, at.entry) + read(at.tally, at.scopeOf),
    bytesRead: {
      all: length(at.key, at.scopeOf),
      cases: length(at.key, at.entry) + length(at.tally, at.scopeOf),
    },
    look: () => kernel.look(cases) + read(at.before, at.keyClass),
    size: bytes.length,
  }
}

/** By kind of answer: whether fewer alerts leave the plane of one approval, of which some go to another, than come into planes. */
function isLessToTakeOut(alerts: readonly number[]): boolean {
  const { one, two, blocked } = KINDS_OF_ANSWER
  const sum = (from: number, to: number) => alerts.slice(from, to).reduce((all, own) => all + own, 0)
  const [asked, nobody] = [sum(one, two), sum(blocked, alerts.length)]
  const others = sum(0, one) + sum(two, blocked)
  return nobody + 2 * others < asked + others
}

/** As the kernel keeps the baseline: its cell and its action. */
function answerOf(need: number, answer: number): number {
  const kind = answer & 15
  const cell = kind === KINDS_OF_ANSWER.absent ? NO_ALERT_CELL : (need & 7) * 4 + (GATE_OF_KIND[kind] ?? 0)
  return cell | ((answer >> 4) << 5)
}

function packedFrom(need: number, answer: number): number {
  if ((need & NEED_NO_ALERT) !== 0) return NO_ALERT
  const kind = answer & 15
  const { blocked: first, below } = KINDS_OF_ANSWER
  const block = kind >= first && kind < below ? blocked(kind - first) : 0
  return (need & 63) | ((GATE_OF_KIND[kind] ?? 0) << 6) | ((answer >> 4) << 8) | block
}

function baselineFrom(before: number): number {
  const cell = before & 31
  return cell === NO_ALERT_CELL ? NO_ALERT : (cell >> 2) | ((cell & 3) << 6) | ((before >> 5) << 8)
}

/** Automatic steps an hour, by trigger: the tighter of the policy's and the trigger's own. */
function budgetsOf({ policy, triggers }: Draft): readonly number[] {
  const most = policy.gate.autoStepsPerTriggerHour
  return triggers.map(({ trigger }) => Math.min(most, trigger.response.automation.stepsPerHour ?? most))
}

function judgementsIn({ rows }: History): Pick<WhatIfResult, 'truePositives' | 'judged'> {
  const counts = DISPOSITIONS.map(() => 0)
  for (let row = 0; row < rows.count; row += 1) {
    const kind = rows.disposition[row] ?? 0
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return {
    truePositives: counts[DISPOSITIONS.indexOf('true-positive')] ?? 0,
    judged: rows.count - (counts[DISPOSITIONS.indexOf('undetermined')] ?? 0),
  }
}
