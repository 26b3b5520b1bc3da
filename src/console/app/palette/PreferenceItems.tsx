import { CircleHelp, Clock, MoonStar, OctagonX, Rows3, SunMedium, SunMoon } from 'lucide-react'
import * as words from '#words/app.tsx'
import * as keyMapWords from '#words/key-map.ts'
import * as paletteWords from '#words/palette.ts'
import * as userWords from '#words/settings.ts'
import * as stopWords from '#words/stops.tsx'
import { useUiSettings } from '../../ui/settings.tsx'
import { zoneTitle } from '../../ui/time-text.ts'
import { DENSITIES, type Preferences, THEMES, type Theme, usePreferences } from '../preferences.ts'
import { PaletteGroup, PaletteItem } from './PaletteItem.tsx'

interface PreferenceItemsProps {
  readonly onRun: (what: () => void) => void
  readonly onOverlay: (overlay: 'zone' | 'keys' | 'stop') => void
}

const THEME_ICONS = { light: SunMedium, dark: MoonStar, system: SunMoon } as const

/** How this browser shows things. */
export function PreferenceItems({ onRun, onOverlay }: PreferenceItemsProps) {
  const { theme, density, zone } = usePreferences()
  const { capsOf } = useUiSettings()
  const set = (change: Partial<Preferences>) => onRun(() => usePreferences.setState(change))
  const own = (['utc', 'local'] as const).find((one) => one === zone)
  const zoneNow = own === undefined ? zoneTitle(zone) : userWords.zones[own]
  const themeIcon = (one: Theme) => {
    const Icon = THEME_ICONS[one]
    return <Icon aria-hidden size={16} />
  }
  return (
    <PaletteGroup title={paletteWords.change}>
      {THEMES.filter((one) => one !== theme).map((one) => (
        <PaletteItem
          key={one}
          value={`theme ${userWords.themes[one]}`}
          icon={themeIcon(one)}
          onRun={() => set({ theme: one })}
          now={userWords.themes[theme].toLowerCase()}
        >
          {userWords.theme}: {userWords.themes[one].toLowerCase()}
        </PaletteItem>
      ))}
      {DENSITIES.filter((one) => one !== density).map((one) => (
        <PaletteItem
          key={one}
          value={`rows density ${userWords.densities[one]}`}
          icon={<Rows3 aria-hidden size={16} />}
          onRun={() => set({ density: one })}
          now={userWords.densities[density].toLowerCase()}
        >
          {userWords.density}: {userWords.densities[one].toLowerCase()}
        </PaletteItem>
      ))}
      {(['utc', 'local'] as const)
        .filter((one) => one !== zone)
        .map((one) => (
          <PaletteItem
            key={one}
            value={`times zone ${userWords.zones[one]}`}
            icon={<Clock aria-hidden size={16} />}
            onRun={() => set({ zone: one })}
            now={zoneNow}
          >
            {userWords.zone}: {userWords.zones[one]}
          </PaletteItem>
        ))}
      <PaletteItem
        value={`times zone ${userWords.otherZone}`}
        icon={<Clock aria-hidden size={16} />}
        onRun={() => onRun(() => onOverlay('zone'))}
        now={zoneNow}
      >
        {userWords.otherZone}…
      </PaletteItem>
      <PaletteItem
        value="stop everything halt emergency"
        icon={<OctagonX aria-hidden size={16} />}
        onRun={() => onRun(() => onOverlay('stop'))}
      >
        {stopWords.title}
      </PaletteItem>
      <PaletteItem
        value={`keys shortcuts ${keyMapWords.change}`}
        icon={<CircleHelp aria-hidden size={16} />}
        onRun={() => onRun(() => onOverlay('keys'))}
        keys={capsOf('key-map')}
      >
        {words.keys}
      </PaletteItem>
    </PaletteGroup>
  )
}
