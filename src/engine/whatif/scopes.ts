import { GATE_BITS } from '../kernel/layout.ts'
import type { TriggerTable } from './draft-tables.ts'
import type { IdentityTable } from './tables.ts'

/** Identities that no scope tells apart. */
export interface Scopes {
  readonly classOf: Uint32Array
  readonly classes: readonly { readonly kind: number; readonly environment: number; readonly team: number }[]
}

export function scopesOf({ kind, environment, team }: IdentityTable): Scopes {
  const classes: Scopes['classes'][number][] = []
  const known = new Map<number, number>()
  const classOf = Uint32Array.from(kind, (own, who) => {
    const one = { kind: own, environment: environment[who] ?? 0, team: team[who] ?? 0 }
    const key = (one.team * 32 + one.environment) * 32 + one.kind
    const place = known.get(key) ?? classes.push(one) - 1
    known.set(key, place)
    return place
  })
  return { classOf, classes }
}

/** By class, the bit of the gate that says so where it is out of the trigger's scope; null where none is. */
export function outOfScope(
  { classes }: Scopes,
  { teams }: IdentityTable,
  triggers: TriggerTable,
  trigger: number,
): Uint8Array | null {
  const kinds = triggers.kinds[trigger] ?? 0
  const environments = triggers.environments[trigger] ?? 0
  const named = triggers.teams[trigger] ?? null
  const out = Uint8Array.from(classes, ({ kind, environment, team }) => {
    const own = teams[team - 1]
    const isIn =
      (kinds & (1 << kind)) !== 0 &&
      (environments & (1 << environment)) !== 0 &&
      (named === null || (own !== undefined && named.has(own)))
    return isIn ? 0 : GATE_BITS.isOutOfScope
  })
  return out.includes(GATE_BITS.isOutOfScope) ? out : null
}
