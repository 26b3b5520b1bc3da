import type { KeyGroup } from '../shared/keys/key-bindings.ts'
import { SCREENS } from './screens.ts'

/** The keys that work on every screen. */
export const ANYWHERE_KEYS: KeyGroup = {
  id: 'anywhere',
  title: 'Anywhere',
  isEverywhere: true,
  bindings: [
    { id: 'palette', label: 'Palette', sequences: [['Mod+K']] },
    { id: 'key-map', label: 'This map', sequences: [['?']] },
    { id: 'search', label: 'Search this list', sequences: [['/']] },
    ...SCREENS.map((screen) => ({ id: screen.id, label: screen.label, sequences: [['g', screen.key]] })),
    { id: 'next-region', label: 'Next region', sequences: [['F6']] },
    { id: 'previous-region', label: 'Region before', sequences: [['Shift+F6']] },
  ],
}
