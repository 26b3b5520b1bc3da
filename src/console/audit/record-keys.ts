import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const RECORD_KEYS: KeyGroup = {
  id: 'record',
  title: 'Record',
  bindings: [
    { id: 'open', label: 'Proof of the entry', sequences: [['Enter']] },
    { id: 'same-plan', label: 'Entries of the same plan', sequences: [['o']] },
    { id: 'verify', label: 'Verify again', sequences: [['Shift+V']] },
    { id: 'export', label: 'Export', sequences: [['Shift+E']] },
  ],
}
