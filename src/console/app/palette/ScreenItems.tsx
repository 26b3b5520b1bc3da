import * as words from '#words/palette.ts'
import { keyCaps } from '../../shared/keys/key-bindings.ts'
import { useMyGroup } from '../../shared/keys/my-keys.ts'
import { isMac } from '../../shared/keys/platform.ts'
import { ANYWHERE_KEYS } from '../keys.ts'
import { SCREENS } from '../screens.ts'
import { PaletteGroup, PaletteItem } from './PaletteItem.tsx'

export function ScreenItems({ onGo }: { readonly onGo: (href: string) => void }) {
  const { bindings } = useMyGroup(ANYWHERE_KEYS)
  return (
    <PaletteGroup title={words.goTo}>
      {SCREENS.map((screen) => (
        <PaletteItem
          key={screen.id}
          value={screen.label}
          icon={<screen.icon aria-hidden size={16} strokeWidth={1.6} />}
          keys={(bindings.find(({ id }) => id === screen.id)?.sequences[0] ?? []).flatMap((key) => keyCaps(key, isMac))}
          onRun={() => onGo(screen.to)}
        >
          {screen.label}
        </PaletteItem>
      ))}
    </PaletteGroup>
  )
}
