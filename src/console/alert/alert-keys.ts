import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const ALERT_KEYS: KeyGroup = {
  id: 'alert',
  title: 'Alert',
  bindings: [
    { id: 'next', label: 'Next in the list', sequences: [['j']] },
    { id: 'previous', label: 'Previous in the list', sequences: [['k']] },
    { id: 'back', label: 'Back to the list', sequences: [['Escape']] },
    { id: 'propose', label: 'Propose this action', sequences: [['p']] },
    { id: 'action-1', label: 'Choose action 1 to 4', sequences: [['1']] },
    { id: 'action-2', label: 'Choose action 2', sequences: [['2']] },
    { id: 'action-3', label: 'Choose action 3', sequences: [['3']] },
    { id: 'action-4', label: 'Choose action 4', sequences: [['4']] },
    { id: 'map', label: 'Map, list', sequences: [['m']] },
    { id: 'record', label: 'Raw record', sequences: [['v']] },
    { id: 'take', label: 'Take and acknowledge', sequences: [['e']] },
    { id: 'release', label: 'Release', sequences: [['Shift+E']] },
    { id: 'snooze', label: 'Snooze', sequences: [['s']] },
    { id: 'link', label: 'Its case, or open one', sequences: [['l']] },
    { id: 'suppress', label: 'Suppress alerts like this', sequences: [['Shift+S']] },
    { id: 'assign', label: 'Assign', sequences: [['i']] },
    { id: 'note', label: 'Write a note', sequences: [['n']] },
    { id: 'tag', label: 'Tag', sequences: [['t']] },
    { id: 'close', label: 'Close with reason', sequences: [['d']] },
    { id: 'copy', label: 'Copy link', sequences: [['c']] },
  ],
}
