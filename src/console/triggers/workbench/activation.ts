import * as words from '#words/workbench.tsx'
import type { Zone } from '../../ui/time-text.ts'

export type Activation =
  /** Epoch ms UTC; null is "as soon as it is approved". */
  { readonly ok: true; readonly at: number | null } | { readonly ok: false; readonly because: string }

/** What a `datetime-local` field says, read in the zone that the page shows times in. The gateway judges whether it lies ahead. */
export function activationAt(written: string, zone: Zone): Activation {
  if (written.trim() === '') return { ok: true, at: null }
  const at = Date.parse(zone === 'utc' ? `${written}Z` : written)
  return Number.isFinite(at) ? { ok: true, at } : { ok: false, because: words.thisIsNoTime }
}
