import { createContext, useContext } from 'react'
import type { BulkMember } from '../../../domain/work/bulk.ts'
import type { Property } from '../suppression/properties.ts'

/**
 * Alerts that were chosen by a query, not one by one. Who they are, and at which version, was settled when they were chosen: what
 * comes later is not among them.
 */
export interface Many {
  readonly members: readonly (BulkMember & { readonly number: number })[]
  /** Numbers of the first of them, to name them by. */
  readonly first: readonly { readonly number: number }[]
  /** What chose them, for the record. */
  readonly query: string
  /** What all of them have in common, where that was asked for. */
  readonly shared?: readonly Property[]
}

/** What the work dialog that is open changes; null where it changes the rows that it was given. */
export const ManyContext = createContext<Many | null>(null)

export function useMany(): Many | null {
  return useContext(ManyContext)
}
