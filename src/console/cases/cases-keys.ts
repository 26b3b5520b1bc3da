import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const CASE_KEYS: KeyGroup = {
  id: 'case',
  title: 'Case',
  bindings: [
    { id: 'back', label: 'All cases', sequences: [['Escape']] },
    { id: 'own', label: 'Make it yours', sequences: [['e']] },
    { id: 'assign', label: 'Assign all its alerts', sequences: [['i']] },
    { id: 'snooze', label: 'Snooze all its alerts', sequences: [['s']] },
    { id: 'tag', label: 'Tag all its alerts', sequences: [['t']] },
    { id: 'close', label: 'Close all its alerts', sequences: [['d']] },
    { id: 'propose', label: 'Propose for all its alerts', sequences: [['p']] },
    { id: 'add', label: 'Add an alert', sequences: [['l']] },
  ],
}
