import * as words from '#words/suppressions.tsx'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const SUPPRESSIONS_KEYS: KeyGroup = {
  id: 'suppressions',
  title: words.title,
  bindings: [
    { id: 'add', label: words.add, sequences: [['n']] },
    { id: 'next', label: words.nextSuppression, sequences: [['j']] },
    { id: 'previous', label: words.suppressionBefore, sequences: [['k']] },
    { id: 'extend', label: words.giveItAnotherEnd, sequences: [['t']] },
    { id: 'end', label: words.end, sequences: [['d']] },
    { id: 'undo', label: words.takeBackLast, sequences: [['Mod+Z']] },
  ],
}
