import { THREATS } from '../../domain/action/action.ts'
import { ENVIRONMENTS } from '../../domain/identity/identity-words.ts'
import { IDENTITY_KINDS } from '../../domain/signal/signal.ts'
import type { Draft } from '../whatif/draft.ts'
import { CANDIDATES, confidenceTable, triggerTable } from '../whatif/draft-tables.ts'
import type { History } from '../whatif/history.ts'
import {
  type ConfidenceKey,
  type IdentityTable,
  identityTable,
  keyColumns,
  type Tables,
  tablesOf,
} from '../whatif/tables.ts'
import { identityRows } from './facts.ts'
import type { Table } from './query.ts'
import { CANDIDATE, CONFIDENCE, SCOPE, type Side, SUPPOSED, TRIGGER } from './tables.ts'

/** A small table that goes along with a query: few rows, made by the same code that decides elsewhere. */
export interface Parameter {
  readonly table: Table
  readonly rows: readonly (readonly (number | null)[])[]
}

/** What `history` names, without its cases and alerts: those stand in the tables. */
export type Names = Omit<History, 'cases' | 'rows'>

/** All that is made of a draft outside of SQL, and why: what is counted by distinct key, or compared as text. */
export interface Parameters {
  readonly tables: readonly Parameter[]
  /** As the draft has them, in the order of the teams that `identity.team` counts. */
  readonly identities: IdentityTable
}

/** What is asked of a history again and again, without its cases and alerts. */
export function knownOf(names: Names, keys: readonly ConfidenceKey[], aims: Tables['aims']): Tables {
  return { ...tablesOf({ ...names, ...NO_ALERTS }), confidenceKeys: keyColumns(keys), aims }
}

/**
 * Confidence is a noisy-or over a closure of "includes": no work for SQL, and there are as few keys as there are constellations
 * of triggers. A scope names teams: that text is compared here. Everything else of a policy is said in SQL.
 */
export function parametersOf(known: Tables, draft: Draft, side: Side): Parameters {
  const { history } = known
  const isSupposed = draft.identities.size > 0
  const identities = isSupposed
    ? identityTable(
        history,
        history.identities.map((one, i) => draft.identities.get(i) ?? one),
      )
    : known.identities
  return {
    tables: [
      { table: CONFIDENCE[side], rows: [...confidenceTable(known, draft)].map((value, key) => [key, value]) },
      ...triggerParameters(triggerTable(known, draft), identities, side),
      ...(isSupposed ? [{ table: SUPPOSED[side], rows: identityRows(history, identities) }] : []),
    ],
    identities,
  }
}

const NO_ALERTS: Pick<History, 'cases' | 'rows'> = {
  cases: {
    count: 0,
    identity: new Int32Array(),
    trigger: new Int32Array(),
    evidence: new Int32Array(),
    corroboration: new Int32Array(),
    obstacle: new Int32Array(),
    ambiguity: new Int32Array(),
  },
  rows: {
    count: 0,
    number: new Uint32Array(),
    caseOf: new Uint32Array(),
    minute: new Uint32Array(),
    disposition: new Uint8Array(),
    isOfThen: new Uint8Array(),
  },
}

type TriggerTable = ReturnType<typeof triggerTable>

function triggerParameters(triggers: TriggerTable, { teams }: IdentityTable, side: Side): readonly Parameter[] {
  const places = [...triggers.isOn.keys()]
  const inMask = (masks: Uint32Array, length: number) =>
    places.flatMap((at) =>
      Array.from({ length }, (_, value) => value).flatMap((value) =>
        ((masks[at] ?? 0) & (1 << value)) === 0 ? [] : [[at + 1, value]],
      ),
    )
  return [
    {
      table: TRIGGER[side],
      rows: [
        [0, 0, 0, 0, 101, 1],
        ...places.map((at) => [
          at + 1,
          triggers.isOn[at] ?? 0,
          triggers.threat[at] ?? 0,
          triggers.playbook[at] ?? 0,
          triggers.threshold[at] ?? 101,
          triggers.teams[at] === null ? 1 : 0,
        ]),
      ],
    },
    { table: SCOPE.kind[side], rows: inMask(triggers.kinds, IDENTITY_KINDS.length) },
    { table: SCOPE.environment[side], rows: inMask(triggers.environments, ENVIRONMENTS.length + 1) },
    {
      table: SCOPE.team[side],
      rows: places.flatMap((at) =>
        teams.flatMap((team, i) => (triggers.teams[at]?.has(team) === true ? [[at + 1, i + 1]] : [])),
      ),
    },
  ]
}

/** The same for every draft. */
export const CATALOGUE: Parameter = {
  table: CANDIDATE,
  rows: CANDIDATES.flatMap((candidates, key) =>
    candidates.map(({ action, strength, tierMet }, place) => [
      Math.floor(key / (THREATS.length * IDENTITY_KINDS.length)),
      Math.floor(key / IDENTITY_KINDS.length) % THREATS.length,
      key % IDENTITY_KINDS.length,
      place,
      action,
      strength,
      tierMet,
    ]),
  ),
}
