import * as words from '#words/palette.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { SCREENS } from '../screens.ts'
import { PaletteGroup, PaletteItem } from './PaletteItem.tsx'

export function ScreenItems({ onGo }: { readonly onGo: (href: string) => void }) {
  const { capsOf } = useUiSettings()
  return (
    <PaletteGroup title={words.goTo}>
      {SCREENS.map((screen) => (
        <PaletteItem
          key={screen.id}
          value={screen.label}
          icon={<screen.icon aria-hidden size={16} strokeWidth={1.6} />}
          keys={capsOf(screen.id)}
          onRun={() => onGo(screen.to)}
        >
          {screen.label}
        </PaletteItem>
      ))}
    </PaletteGroup>
  )
}
