import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const QUEUE_KEYS: KeyGroup = {
  id: 'queue',
  title: 'Queue',
  bindings: [
    { id: 'take', label: 'Take and acknowledge', sequences: [['e']] },
    { id: 'release', label: 'Release', sequences: [['Shift+E']] },
    { id: 'snooze', label: 'Snooze', sequences: [['s']] },
    { id: 'link', label: 'Its case, or open one', sequences: [['l']] },
    { id: 'suppress', label: 'Suppress alerts like this', sequences: [['Shift+S']] },
    { id: 'suppress-query', label: 'Suppress what this query finds', sequences: [['Shift+Q']] },
    { id: 'assign', label: 'Assign', sequences: [['i']] },
    { id: 'tag', label: 'Tag', sequences: [['t']] },
    { id: 'close', label: 'Close with reason', sequences: [['d']] },
    { id: 'propose', label: 'Propose smallest action', sequences: [['p']] },
    { id: 'filter', label: 'Filter by a value of this row', sequences: [['f']] },
    { id: 'show-new', label: 'Show what is new', sequences: [['.']] },
    { id: 'pause', label: 'Pause, go live', sequences: [['Shift+L']] },
  ],
}
