import type { Policy } from '../../domain/policy/policy.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'

/** One end of a comparison. */
export type Side =
  | { readonly kind: 'draft' }
  | { readonly kind: 'version'; readonly number: number }
  | { readonly kind: 'scenario'; readonly id: string }

export const DRAFT_SIDE: Side = { kind: 'draft' }

/** As a word of an address: `draft`, `v3`, `s.01J…`. Null for what is none. */
export function readSide(word: string | undefined): Side | null {
  if (word === 'draft') return DRAFT_SIDE
  const number = /^v?(\d{1,9})$/.exec(word ?? '')?.[1]
  if (number !== undefined) return { kind: 'version', number: Number(number) }
  const id = /^s\.([\w-]{1,100})$/.exec(word ?? '')?.[1]
  return id === undefined ? null : { kind: 'scenario', id }
}

export function writeSide(side: Side): string {
  if (side.kind === 'draft') return 'draft'
  return side.kind === 'version' ? `v${side.number}` : `s.${side.id}`
}

/** A policy alone, nothing else supposed. */
export function onlyPolicy(policy: Policy): ScenarioContent {
  return { policy, triggers: [], identities: [], exercised: [] }
}
