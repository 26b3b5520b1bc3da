import * as words from '#words/audit.tsx'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const RECORD_KEYS: KeyGroup = {
  id: 'record',
  title: words.record,
  bindings: [
    { id: 'open', label: words.proofOfTheEntry, sequences: [['Enter']] },
    { id: 'same-plan', label: words.entriesOfTheSame, sequences: [['o']] },
    { id: 'verify', label: words.verifyAgain, sequences: [['Shift+V']] },
    { id: 'export', label: words.exportIt, sequences: [['Shift+E']] },
  ],
}
