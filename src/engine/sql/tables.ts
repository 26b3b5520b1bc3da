import { table } from './query.ts'

/*
 * A history as tables of integers. What has a name stands in the history's own document and is known here by its place + 1;
 * 0 is none. A fact that nobody knows is missing, never 0.
 */

/** One row an alert, by month in files of their own, there ordered by case, then oldest first. `minute`: since 1970, UTC. */
export const ALERT = table(
  'alert',
  { number: 'integer', case: 'integer', minute: 'integer', disposition: 'integer' },
  'narrow',
)

/**
 * What a file of alerts comes to, whatever the policy. A decision looks at the case alone, so an alert is counted once, when it is
 * written, and never again: by what people called it, and by its hour (since 1970, UTC).
 */
export const PART_WEIGHT = table(
  'part_weight',
  { case: 'integer', disposition: 'integer', alerts: 'integer' },
  'narrow',
)
export const PART_HOUR = table('part_hour', { case: 'integer', hour: 'integer', alerts: 'integer' }, 'narrow')

export function weightPart(name: string): typeof PART_WEIGHT {
  return table(name, PART_WEIGHT.columns, 'narrow')
}

export function hourPart(name: string): typeof PART_HOUR {
  return table(name, PART_HOUR.columns, 'narrow')
}

/** Everything that an alert is decided from. Alerts that agree in all of it share one. */
export const CASE = table('case', {
  case: 'integer',
  identity: 'integer',
  trigger: 'integer',
  confidence_key: 'integer',
  /** What it can be aimed at, and what cannot be carried out on it. */
  aim: 'integer',
  obstacle: 'integer',
  /** Place in `THREATS` where no trigger names one. */
  threat: 'integer',
  is_event: 'integer',
  is_ambiguous: 'integer',
  is_sample: 'integer',
})

/** Row 0 is "no identity". Of an unclaimed one nothing is believed: its facts are missing. */
export const IDENTITY = table('identity', {
  identity: 'integer',
  kind: 'integer',
  team: 'integer',
  is_claimed: 'integer',
  is_human: 'integer',
  is_third_party: 'integer',
  has_no_domain: 'integer',
  is_mapped: 'integer',
  /** Restraint caps that hold whatever the record says; see `CAPS`. */
  cap_shared: 'integer',
  cap_third_party: 'integer',
  cap_no_owner: 'integer',
  cap_consumers: 'integer',
  privilege: 'maybe',
  environment: 'maybe',
  criticality: 'maybe',
  /** Of the sensitive stores it can reach: 0 for none, 1 for one, 2 for two or three, … */
  doublings: 'maybe',
  past_rotation: 'maybe',
  never_expires: 'maybe',
  dormant_days: 'maybe',
  /** Between the last check of its state and the moment of the history, either way. */
  checked_ms: 'maybe',
})

/** What an action would reach: consumers, and below them by how they are weighed. Identities that are alike share one. */
export const CUT = table('cut', { cut: 'integer', consumers: 'integer' })
export const CUT_BIN = table('cut_bin', {
  cut: 'integer',
  /** The heaviest that is known; 0 where none is. */
  criticality: 'integer',
  has_unknown: 'integer',
  comes_back: 'integer',
  amount: 'integer',
})
export const AIM_CUT = table('aim_cut', { aim: 'integer', action: 'integer', cut: 'integer' })
export const OBSTACLE = table('obstacle', { obstacle: 'integer', action: 'integer' })

/** Alerts whose confidence is computed alike: places in the history's document, -1 for none. */
export const CONFIDENCE_KEY = table('confidence_key', {
  confidence_key: 'integer',
  evidence: 'integer',
  trigger: 'integer',
  corroboration: 'integer',
})

/** What an action reaches, and how heavy that is. */
export interface Reach {
  readonly cut: typeof CUT
  readonly cutBin: typeof CUT_BIN
  readonly aimCut: typeof AIM_CUT
}
export const REACH: Reach = { cut: CUT, cutBin: CUT_BIN, aimCut: AIM_CUT }

/** What stands beside the alerts, in files of its own. */
export const FACTS = [CASE, IDENTITY, CUT, CUT_BIN, AIM_CUT, OBSTACLE, CONFIDENCE_KEY] as const

/** The catalogue: what a playbook offers against a threat on a kind of identity. */
export const CANDIDATE = table('candidate', {
  playbook: 'integer',
  threat: 'integer',
  kind: 'integer',
  /** In the playbook's order. */
  place: 'integer',
  action: 'integer',
  strength: 'integer',
  tier_met: 'integer',
})

/** Alerts counted once: `part` is the file that they stand in. */
export const WEIGHT = table('weight', { part: 'integer', case: 'integer', disposition: 'integer', alerts: 'integer' })

/** What a draft brings along, one set for it and one for the baseline that it is compared with. */
export type Side = 'draft' | 'baseline'

export const CONFIDENCE = {
  draft: table('draft_confidence', { confidence_key: 'integer', value: 'integer' }),
  baseline: table('baseline_confidence', { confidence_key: 'integer', value: 'integer' }),
} as const

/** Row 0 is "no trigger". */
const TRIGGER_COLUMNS = {
  trigger: 'integer',
  is_on: 'integer',
  threat: 'integer',
  playbook: 'integer',
  threshold: 'integer',
  /** Its scope names no teams: identities of nobody are in it, too. */
  any_team: 'integer',
} as const
export const TRIGGER = {
  draft: table('draft_trigger', TRIGGER_COLUMNS),
  baseline: table('baseline_trigger', TRIGGER_COLUMNS),
} as const

/** Every kind, environment (0 is unknown) and named team that is in a trigger's scope. */
export const SCOPE = {
  kind: scopes('kind'),
  environment: scopes('environment'),
  team: scopes('team'),
} as const

function scopes(what: 'kind' | 'environment' | 'team') {
  const columns = { trigger: 'integer', value: 'integer' } as const
  return { draft: table(`draft_scope_${what}`, columns), baseline: table(`baseline_scope_${what}`, columns) }
}

/** What actions would reach if some identities had other consumers. */
export const SUPPOSED_REACH: Readonly<Record<Side, Reach>> = { draft: reachOf('draft'), baseline: reachOf('baseline') }

function reachOf(side: Side): Reach {
  return {
    cut: table(`${side}_cut`, CUT.columns),
    cutBin: table(`${side}_cut_bin`, CUT_BIN.columns),
    aimCut: table(`${side}_aim_cut`, AIM_CUT.columns),
  }
}

/** Identities as they would be; the history's own where nothing else is supposed. */
export const SUPPOSED = {
  draft: table('draft_identity', IDENTITY.columns),
  baseline: table('baseline_identity', IDENTITY.columns),
} as const
