import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { isKnownZone, type Zone } from '../ui/time-text.ts'

/** `public/theme.js` reads it too, before this file is there; a test holds the two together. */
export const STORAGE_KEY = 'sluicegate.preferences'

export const THEMES = ['dark', 'light', 'system'] as const
export type Theme = (typeof THEMES)[number]
export const DENSITIES = ['compact', 'standard', 'roomy'] as const
export type Density = (typeof DENSITIES)[number]
/** Besides those with a name: `Europe/Berlin`. */
export const ZONES = ['utc', 'local'] as const

/** What a person set for this browser. Nothing here changes what is true, only how it is shown. */
export interface Preferences {
  readonly theme: Theme
  readonly density: Density
  readonly zone: Zone
  readonly singleKeys: boolean
}

export const DEFAULTS: Preferences = { theme: 'system', density: 'standard', zone: 'utc', singleKeys: true }

/** Reads what the browser kept. Whatever is missing or was written by another version falls back, field by field. */
export function readPreferences(stored: unknown): Preferences {
  const from = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
  const pick = <Word extends string>(value: unknown, allowed: readonly Word[], fallback: Word) =>
    allowed.find((word) => word === value) ?? fallback
  return {
    theme: pick(from['theme'], THEMES, DEFAULTS.theme),
    density: pick(from['density'], DENSITIES, DEFAULTS.density),
    zone: readZone(from['zone']),
    singleKeys: typeof from['singleKeys'] === 'boolean' ? from['singleKeys'] : DEFAULTS.singleKeys,
  }
}

function readZone(stored: unknown): Zone {
  if (typeof stored !== 'string' || stored.length > 60) return DEFAULTS.zone
  return stored === 'utc' || stored === 'local' || isKnownZone(stored) ? stored : DEFAULTS.zone
}

export const usePreferences = create<Preferences>()(
  persist(() => DEFAULTS, { name: STORAGE_KEY, version: 1, merge: (stored) => readPreferences(stored) }),
)

/** Writes theme and density where the stylesheet looks for them. `public/theme.js` does the same before the first paint. */
export function applyPreferences(root: HTMLElement, preferences: Preferences, systemIsLight: boolean): void {
  const isLight = preferences.theme === 'light' || (preferences.theme === 'system' && systemIsLight)
  root.dataset['theme'] = isLight ? 'light' : 'dark'
  root.dataset['density'] = preferences.density
}
