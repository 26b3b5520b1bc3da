import * as words from '#words/app.tsx'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'
import { SCREENS } from './screens.ts'

/** The keys that work on every screen. */
export const ANYWHERE_KEYS: KeyGroup = {
  id: 'anywhere',
  title: words.anywhere,
  isEverywhere: true,
  bindings: [
    { id: 'palette', label: words.palette, sequences: [['Mod+K']] },
    { id: 'key-map', label: words.thisMap, sequences: [['?']] },
    { id: 'search', label: words.searchThisList, sequences: [['/']] },
    ...SCREENS.map((screen) => ({ id: screen.id, label: screen.label, sequences: [['g', screen.key]] })),
    { id: 'next-region', label: words.nextRegion, sequences: [['F6']] },
    { id: 'previous-region', label: words.regionBefore, sequences: [['Shift+F6']] },
    // What stands there takes the key itself, wherever the focus is.
    { id: 'dismiss', label: words.putNoticeAway, sequences: [['Escape']] },
  ],
}
