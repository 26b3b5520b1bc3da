import type { KeyGroup } from '../shared/keys/key-bindings.ts'
import { SCREENS } from './screens.ts'

/** The keys of every grid. The grid binds them itself; the map prints them for a screen that does not do so itself. */
export const LIST_KEYS: KeyGroup = {
  title: 'In a list',
  bindings: [
    { id: 'walk', label: 'Next, previous', sequences: [['j'], ['k']] },
    { id: 'ends', label: 'First, last', sequences: [['Home'], ['End']] },
    { id: 'page', label: 'Page down, up', sequences: [['PageDown'], ['PageUp']] },
    { id: 'open', label: 'Open', sequences: [['Enter']] },
    { id: 'preview', label: 'Preview', sequences: [[' ']] },
    { id: 'select', label: 'Select', sequences: [['x']] },
    { id: 'extend', label: 'Extend the selection', sequences: [['Shift+J'], ['Shift+K']] },
    { id: 'select-all', label: 'Select all in view', sequences: [['Mod+A']] },
    { id: 'fold', label: 'Fold, unfold a group', sequences: [['ArrowLeft'], ['ArrowRight']] },
    { id: 'sort', label: 'To the headers, then sort', sequences: [['ArrowUp'], ['Enter']] },
  ],
}

/** The keys that work on every screen. */
export const ANYWHERE_KEYS: KeyGroup = {
  title: 'Anywhere',
  bindings: [
    { id: 'palette', label: 'Palette', sequences: [['Mod+K']] },
    { id: 'key-map', label: 'This map', sequences: [['?']] },
    { id: 'search', label: 'Search this list', sequences: [['/']] },
    ...SCREENS.map((screen) => ({ id: screen.id, label: screen.label, sequences: [['g', screen.key]] })),
    { id: 'next-region', label: 'Next region', sequences: [['F6']] },
    { id: 'previous-region', label: 'Region before', sequences: [['Shift+F6']] },
  ],
}
