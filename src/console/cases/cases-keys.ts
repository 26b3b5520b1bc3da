import * as words from '#words/cases.ts'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const CASE_KEYS: KeyGroup = {
  id: 'case',
  title: words.caseTitle,
  bindings: [
    { id: 'back', label: words.allCases, sequences: [['Escape']] },
    { id: 'own', label: words.own, sequences: [['e']] },
    { id: 'assign', label: words.assignAllItsAlerts, sequences: [['i']] },
    { id: 'snooze', label: words.snoozeAllItsAlerts, sequences: [['s']] },
    { id: 'tag', label: words.tagAllItsAlerts, sequences: [['t']] },
    { id: 'close', label: words.closeAllItsAlerts, sequences: [['d']] },
    { id: 'undo', label: words.takeBackLast, sequences: [['Mod+Z']] },
    { id: 'propose', label: words.proposeForAll, sequences: [['p']] },
    { id: 'add', label: words.addAnAlert, sequences: [['l']] },
  ],
}
