import { ACTION_IDS, THREATS } from '../../domain/action/action.ts'
import { actionOf, fitsKind, tierMet } from '../../domain/action/catalogue.ts'
import { PLAYBOOKS, playbookById, playbookFor } from '../../domain/action/playbooks.ts'
import { isFreshExercise } from '../../domain/decision/blockers.ts'
import { confidenceBand, corroboratedOf, ownValue } from '../../domain/decision/confidence.ts'
import { levelOf, pointsOf } from '../../domain/decision/disruption.ts'
import { urgencyBand, urgencyOf } from '../../domain/decision/urgency.ts'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import type { Policy } from '../../domain/policy/policy.ts'
import { IDENTITY_KINDS } from '../../domain/signal/signal.ts'
import { binOf, type CutTable } from './cuts.ts'
import { corroborating, type Draft, exercisedAt } from './draft.ts'
import type { IdentityTable, Tables } from './tables.ts'

/** What the draft's triggers ask for, by their place in the history. */
export interface TriggerTable {
  readonly isOn: Uint8Array
  readonly threat: Uint8Array
  readonly playbook: Uint8Array
  /** 101 where it may not act by itself: no confidence reaches it. */
  readonly threshold: Uint8Array
  /** Bits of kinds and environments in scope; unknown environments have no bit. */
  readonly kinds: Uint32Array
  readonly environments: Uint32Array
  /** Teams in scope, by name; null is all, and identities of nobody. */
  readonly teams: readonly (ReadonlySet<string> | null)[]
}

/**
 * Confidence 0–100 by confidence key. `before` is the table of a draft with the same policy: then only keys are computed in
 * which one of the changed triggers leads or corroborates.
 */
export function confidenceTable(
  tables: Tables,
  draft: Draft,
  before?: { readonly table: Uint8Array; readonly changed: readonly number[] },
): Uint8Array {
  const confidenceUnder = confidencesUnder(tables, draft)
  const table = before?.table.slice() ?? new Uint8Array(tables.confidenceKeys.count)
  if (before === undefined) for (let key = 0; key < table.length; key += 1) table[key] = confidenceUnder(key)
  for (const trigger of before?.changed ?? [])
    for (const key of tables.keysOf(trigger)) table[key] = confidenceUnder(key)
  return table
}

/** Many keys differ only in what their own evidence says: what corroborates them is looked at once. */
function confidencesUnder({ history, confidenceKeys }: Tables, draft: Draft): (key: number) => number {
  const { policy } = draft
  const sets = history.corroborations.length + 1
  const known = new Map<number, (signal: Signal) => number>()
  const confidenceIn = (leading: number, set: number) => {
    const drafted = draft.triggers[leading]
    const trigger = drafted?.mode === 'on' ? drafted.trigger : null
    const triggerRecord = trigger === null ? null : (history.triggers[leading]?.record ?? null)
    const after = corroboratedOf({ trigger, corroborating: corroborating(history, set, draft) })
    return (signal: Signal) => after(ownValue({ policy, signal, trigger, triggerRecord }))
  }
  let last: { readonly place: number; readonly confidenceOf: (signal: Signal) => number } | null = null
  return (key) => {
    const [leading, set] = [confidenceKeys.trigger[key] ?? -1, confidenceKeys.corroboration[key] ?? -1]
    const place = (leading + 1) * sets + set + 1
    if (last?.place !== place) {
      last = { place, confidenceOf: known.get(place) ?? confidenceIn(leading, set) }
      known.set(place, last.confidenceOf)
    }
    return last.confidenceOf(history.evidences[confidenceKeys.evidence[key] ?? -1] ?? NO_SIGNAL)
  }
}

type Signal = Parameters<typeof ownValue>[0]['signal']

const NO_SIGNAL = { form: 'event', confidence: null } as const

/** Urgency 0–100 by identity, entry 0 for none. */
export function urgencyTable({ profiles, profileOf }: IdentityTable, policy: Policy): Uint8Array {
  const table = new Uint8Array(profiles.length)
  for (const [who, profile] of profiles.entries()) {
    const first = profileOf[who] ?? who
    table[who] = first === who ? urgencyOf(profile, policy) : (table[first] ?? 0)
  }
  return table
}

const URGENCY_BANDS = ['low', 'medium', 'high', 'critical'] as const
const CONFIDENCE_BANDS = ['low', 'medium', 'high', 'confirmed'] as const

/** The band of each value 0–100, by its place. */
export function urgencyBands(policy: Policy): Uint8Array {
  return Uint8Array.from({ length: 101 }, (_, value) => URGENCY_BANDS.indexOf(urgencyBand(value, policy)))
}

export function confidenceBands(policy: Policy): Uint8Array {
  return Uint8Array.from({ length: 101 }, (_, value) => CONFIDENCE_BANDS.indexOf(confidenceBand(value, policy)))
}

/** The tier asked for, by confidence band × 4 + urgency band. */
export function needMatrix({ need }: Policy): Uint8Array {
  return Uint8Array.from(CONFIDENCE_BANDS.flatMap((row) => URGENCY_BANDS.map((column) => need.matrix[row][column])))
}

/** Score 0–100 and level (0 none, 1 low, 2 high, 3 severe) of each cut. */
export function scoreTables({ cuts }: CutTable, policy: Policy): { score: Uint8Array; level: Uint8Array } {
  const weights = new Float64Array(24)
  for (let criticality = 0; criticality <= 5; criticality += 1) {
    for (const hasUnknown of [false, true]) {
      const known = criticality === 0 ? 0 : pointsOf(criticality, policy)
      const points = Math.max(known, hasUnknown ? pointsOf(null, policy) : 0)
      weights[binOf(criticality, hasUnknown, false)] = points * 100
      weights[binOf(criticality, hasUnknown, true)] = points * policy.disruption.selfRecoveringShare
    }
  }
  const score = Uint8Array.from(cuts, ({ bins }) => {
    const hundredths = bins.reduce((sum, amount, bin) => sum + amount * (weights[bin] ?? 0), 0)
    return Math.min(100, Math.ceil(hundredths / 100))
  })
  const level = Uint8Array.from(cuts, ({ consumers }, i) => LEVELS.indexOf(levelOf(score[i] ?? 0, consumers, policy)))
  return { score, level }
}

const LEVELS = ['none', 'low', 'high', 'severe'] as const

/** `before` is the table of a draft of which only the changed triggers are others. */
export function triggerTable(
  { history }: Tables,
  { triggers }: Draft,
  before?: { readonly table: TriggerTable; readonly changed: readonly number[] },
): TriggerTable {
  const count = triggers.length
  const teams: TriggerTable['teams'][number][] = [...(before?.table.teams ?? triggers.map(() => null))]
  const table: TriggerTable = {
    isOn: before?.table.isOn.slice() ?? new Uint8Array(count),
    threat: before?.table.threat.slice() ?? new Uint8Array(count),
    playbook: before?.table.playbook.slice() ?? new Uint8Array(count),
    threshold: before?.table.threshold.slice() ?? new Uint8Array(count),
    kinds: before?.table.kinds.slice() ?? new Uint32Array(count),
    environments: before?.table.environments.slice() ?? new Uint32Array(count),
    teams,
  }
  for (const at of before?.changed ?? triggers.keys()) {
    const drafted = triggers[at]
    if (drafted === undefined) continue
    const { playbook, threatens, automation, scope } = drafted.trigger.response
    const isForbidden = (history.triggers[at]?.forbidden ?? null) !== null || automation.stepsPerHour === 0
    table.isOn[at] = drafted.mode === 'on' ? 1 : 0
    table.threat[at] = THREATS.indexOf(threatens)
    table.playbook[at] = PLAYBOOKS.indexOf(playbookById(playbook) ?? playbookFor(threatens))
    table.threshold[at] = automation.allowed && !isForbidden ? automation.threshold : 101
    table.kinds[at] = maskOf(scope.kinds, IDENTITY_KINDS)
    table.environments[at] = scope.environments === undefined ? ALL : maskOf(scope.environments, ENVIRONMENTS) << 1
    teams[at] = scope.teams === undefined ? null : new Set(scope.teams)
  }
  return table
}

/** Every bit, that of the unknown included. */
const ALL = 0xffffffff

function maskOf(chosen: readonly string[] | undefined, known: readonly string[]): number {
  return chosen === undefined ? ALL : chosen.reduce((mask, one) => mask | (1 << known.indexOf(one)), 0)
}

/** An action that a playbook offers against a threat on a kind of identity, in the playbook's order. */
export interface Candidate {
  readonly action: number
  readonly strength: number
  readonly tierMet: number
}

/** By (playbook × threats + threat) × kinds + kind. */
export const CANDIDATES: readonly (readonly Candidate[])[] = PLAYBOOKS.flatMap(({ actions }) =>
  THREATS.flatMap((threat) =>
    IDENTITY_KINDS.map((kind) =>
      actions
        .map(actionOf)
        .filter((action) => fitsKind(action, kind) && action.covers.includes(threat))
        .map((action) => ({
          action: ACTION_IDS.indexOf(action.id),
          strength: action.strength,
          tierMet: tierMet(action, kind),
        })),
    ),
  ),
)

export const PLAYBOOK_OF_THREAT = Uint8Array.from(THREATS, (threat) => PLAYBOOKS.indexOf(playbookFor(threat)))

/** Whether the exercise of each playbook still counts. */
export function freshExercises({ history }: Tables, draft: Draft): Uint8Array {
  const { exerciseFreshMs } = draft.policy.gate
  return Uint8Array.from(PLAYBOOKS, ({ id }) =>
    isFreshExercise(exercisedAt(history, draft, id), exerciseFreshMs, history.asOf) ? 1 : 0,
  )
}
