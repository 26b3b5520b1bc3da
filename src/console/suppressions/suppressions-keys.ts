import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const SUPPRESSIONS_KEYS: KeyGroup = {
  id: 'suppressions',
  title: 'Suppressions',
  bindings: [
    { id: 'add', label: 'Suppress by a query', sequences: [['n']] },
    { id: 'next', label: 'Next suppression', sequences: [['j']] },
    { id: 'previous', label: 'Suppression before', sequences: [['k']] },
    { id: 'extend', label: 'Give it another end', sequences: [['t']] },
    { id: 'end', label: 'End it', sequences: [['d']] },
  ],
}
