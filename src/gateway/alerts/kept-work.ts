import type { Hold } from '../../domain/work/hold.ts'
import type { FieldVersions } from '../../domain/work/merge.ts'
import type { Tables } from '../store/tables.ts'

/** Columns that people's work fills and no decision reads: carried along when an alert is written anew. */
const KEPT = ['tags', 'hold', 'held_until', 'sla_pause', 'closure', 'field_versions', 'suppression'] as const
export type KeptWork = Pick<Tables['alert'], (typeof KEPT)[number]>

/** Of an alert that nobody puts aside. */
export const NOT_HELD = { hold: null, held_until: null, sla_pause: null } satisfies Partial<KeptWork>

/** Of an alert that nobody has touched. */
export const NOTHING_KEPT: KeptWork = {
  tags: '[]',
  ...NOT_HELD,
  closure: null,
  field_versions: '{}',
  suppression: null,
}

export function keptOf(row: Tables['alert']): KeptWork {
  const { tags, hold, held_until, sla_pause, closure, field_versions, suppression } = row
  return { tags, hold, held_until, sla_pause, closure, field_versions, suppression }
}

export function holdOf({ hold }: Pick<Tables['alert'], 'hold'>): Hold | null {
  return hold === null ? null : (JSON.parse(hold) as Hold)
}

const EVIDENCE = ['count', 'identity_id', 'trigger_id'] as const

/**
 * The row at its new version; where there is more or worse evidence, that version stands as its last change. An alert that becomes
 * lesser (its trigger was judged noisy) makes nobody's reading old.
 */
export function withEvidenceAt(before: Tables['alert'], after: Tables['alert'], version: number): Tables['alert'] {
  const isOther = after.tier > before.tier || EVIDENCE.some((column) => before[column] !== after[column])
  return {
    ...after,
    version,
    ...(isOther ? { field_versions: stamped(after.field_versions, ['evidence'], version) } : {}),
  }
}

export function stamped(text: string, fields: readonly (keyof FieldVersions)[], version: number): string {
  const versions = JSON.parse(text) as FieldVersions
  return JSON.stringify({ ...versions, ...Object.fromEntries(fields.map((field) => [field, version])) })
}
