import { CircleHelp, Clock, MoonStar, OctagonX, Rows3, SunMedium, SunMoon } from 'lucide-react'
import { zoneTitle } from '../../ui/time-text.ts'
import { DENSITIES, type Preferences, THEMES, type Theme, usePreferences } from '../preferences.ts'
import { words } from '../words.ts'
import { PaletteGroup, PaletteItem } from './PaletteItem.tsx'

interface PreferenceItemsProps {
  readonly onRun: (what: () => void) => void
  readonly onOverlay: (overlay: 'zone' | 'keys' | 'stop') => void
}

const THEME_ICONS = { light: SunMedium, dark: MoonStar, system: SunMoon } as const

/** How this browser shows things. */
export function PreferenceItems({ onRun, onOverlay }: PreferenceItemsProps) {
  const { theme, density, zone } = usePreferences()
  const set = (change: Partial<Preferences>) => onRun(() => usePreferences.setState(change))
  const own = (['utc', 'local'] as const).find((one) => one === zone)
  const zoneNow = own === undefined ? zoneTitle(zone) : words.user.zones[own]
  const themeIcon = (one: Theme) => {
    const Icon = THEME_ICONS[one]
    return <Icon aria-hidden size={16} />
  }
  return (
    <PaletteGroup title={words.palette.change}>
      {THEMES.filter((one) => one !== theme).map((one) => (
        <PaletteItem
          key={one}
          value={`theme ${words.user.themes[one]}`}
          icon={themeIcon(one)}
          onRun={() => set({ theme: one })}
          now={words.user.themes[theme].toLowerCase()}
        >
          {words.user.theme}: {words.user.themes[one].toLowerCase()}
        </PaletteItem>
      ))}
      {DENSITIES.filter((one) => one !== density).map((one) => (
        <PaletteItem
          key={one}
          value={`rows density ${words.user.densities[one]}`}
          icon={<Rows3 aria-hidden size={16} />}
          onRun={() => set({ density: one })}
          now={words.user.densities[density].toLowerCase()}
        >
          {words.user.density}: {words.user.densities[one].toLowerCase()}
        </PaletteItem>
      ))}
      {(['utc', 'local'] as const)
        .filter((one) => one !== zone)
        .map((one) => (
          <PaletteItem
            key={one}
            value={`times zone ${words.user.zones[one]}`}
            icon={<Clock aria-hidden size={16} />}
            onRun={() => set({ zone: one })}
            now={zoneNow}
          >
            {words.user.zone}: {words.user.zones[one]}
          </PaletteItem>
        ))}
      <PaletteItem
        value={`times zone ${words.user.otherZone}`}
        icon={<Clock aria-hidden size={16} />}
        onRun={() => onRun(() => onOverlay('zone'))}
        now={zoneNow}
      >
        {words.user.otherZone}…
      </PaletteItem>
      <PaletteItem
        value="stop everything halt emergency"
        icon={<OctagonX aria-hidden size={16} />}
        onRun={() => onRun(() => onOverlay('stop'))}
      >
        {words.stop.title}
      </PaletteItem>
      <PaletteItem
        value={`keys shortcuts ${words.keyMap.change}`}
        icon={<CircleHelp aria-hidden size={16} />}
        onRun={() => onRun(() => onOverlay('keys'))}
        keys={['?']}
      >
        {words.keys}
      </PaletteItem>
    </PaletteGroup>
  )
}
