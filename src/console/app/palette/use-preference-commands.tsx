import { CircleHelp, Clock, MoonStar, OctagonX, Rows3, SunMedium, SunMoon } from 'lucide-react'
import * as words from '#words/app.tsx'
import * as keyMapWords from '#words/key-map.ts'
import * as paletteWords from '#words/palette.ts'
import * as userWords from '#words/settings.ts'
import * as stopWords from '#words/stops.tsx'
import { useUiSettings } from '../../ui/settings.tsx'
import { zoneTitle } from '../../ui/time-text.ts'
import { DENSITIES, type Preferences, THEMES, type Theme, usePreferences } from '../preferences.ts'
import type { CommandGroup, PaletteCommand } from './command.ts'

interface PreferenceCommands {
  readonly onRun: (what: () => void) => void
  readonly onOverlay: (overlay: 'zone' | 'keys' | 'stop') => void
}

const THEME_ICONS = { light: SunMedium, dark: MoonStar, system: SunMoon } as const

/** How this browser shows things. */
export function usePreferenceCommands({ onRun, onOverlay }: PreferenceCommands): CommandGroup {
  const { theme, density, zone } = usePreferences()
  const { capsOf } = useUiSettings()
  const set = (change: Partial<Preferences>) => () => onRun(() => usePreferences.setState(change))
  const open = (overlay: 'zone' | 'keys' | 'stop') => () => onRun(() => onOverlay(overlay))
  const own = (['utc', 'local'] as const).find((one) => one === zone)
  const zoneNow = own === undefined ? zoneTitle(zone) : userWords.zones[own]
  const themeIcon = (one: Theme) => {
    const Icon = THEME_ICONS[one]
    return <Icon aria-hidden size={16} />
  }
  const themes = THEMES.filter((one) => one !== theme).map(
    (one): PaletteCommand => ({
      id: `theme ${one}`,
      label: `${userWords.theme}: ${userWords.themes[one].toLowerCase()}`,
      icon: themeIcon(one),
      run: set({ theme: one }),
      now: userWords.themes[theme].toLowerCase(),
    }),
  )
  const densities = DENSITIES.filter((one) => one !== density).map(
    (one): PaletteCommand => ({
      id: `density ${one}`,
      label: `${userWords.density}: ${userWords.densities[one].toLowerCase()}`,
      also: paletteWords.densityAlso,
      icon: <Rows3 aria-hidden size={16} />,
      run: set({ density: one }),
      now: userWords.densities[density].toLowerCase(),
    }),
  )
  const zones = (['utc', 'local'] as const)
    .filter((one) => one !== zone)
    .map(
      (one): PaletteCommand => ({
        id: `zone ${one}`,
        label: `${userWords.zone}: ${userWords.zones[one]}`,
        also: paletteWords.zoneAlso,
        icon: <Clock aria-hidden size={16} />,
        run: set({ zone: one }),
        now: zoneNow,
      }),
    )
  return {
    title: paletteWords.change,
    commands: [
      ...themes,
      ...densities,
      ...zones,
      {
        id: 'zone',
        label: `${userWords.otherZone}…`,
        icon: <Clock aria-hidden size={16} />,
        run: open('zone'),
        now: zoneNow,
      },
      {
        id: 'stop',
        label: stopWords.title,
        also: paletteWords.stopAlso,
        icon: <OctagonX aria-hidden size={16} />,
        run: open('stop'),
      },
      {
        id: 'keys',
        label: words.keys,
        also: `${paletteWords.keysAlso} ${keyMapWords.change}`,
        icon: <CircleHelp aria-hidden size={16} />,
        run: open('keys'),
        keys: capsOf('key-map'),
      },
    ],
  }
}
