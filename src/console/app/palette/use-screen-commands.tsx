import * as words from '#words/palette.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { SCREENS } from '../screens.ts'
import type { CommandGroup } from './command.ts'

export function useScreenCommands(onGo: (href: string) => void): CommandGroup {
  const { capsOf } = useUiSettings()
  return {
    title: words.goTo,
    commands: SCREENS.map((screen) => ({
      id: `screen ${screen.id}`,
      label: screen.label,
      icon: <screen.icon aria-hidden size={16} strokeWidth={1.6} />,
      keys: capsOf(screen.id),
      run: () => onGo(screen.to),
    })),
  }
}
