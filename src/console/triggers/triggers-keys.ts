import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const TRIGGERS_KEYS: KeyGroup = {
  id: 'triggers',
  title: 'Triggers',
  bindings: [
    { id: 'open', label: 'Open in the workbench', sequences: [['Enter']] },
    { id: 'new', label: 'New trigger', sequences: [['n']] },
  ],
}

/** The workbench. Single keys rest while somebody writes; those with Ctrl act in the editor too. */
export const WORKBENCH_KEYS: KeyGroup = {
  id: 'workbench',
  title: 'Workbench',
  bindings: [
    { id: 'records', label: 'To the records', sequences: [['m']] },
    { id: 'editor', label: 'To the text', sequences: [['e']] },
    { id: 'offers', label: 'What may be written here', sequences: [['Mod+ ']] },
    { id: 'problem', label: 'Next problem', sequences: [['F8']] },
    { id: 'propose', label: 'Propose this change', sequences: [['p']] },
    { id: 'must-fire', label: 'This record must fire', sequences: [['y']] },
    { id: 'must-not-fire', label: 'This record must not fire', sequences: [['Shift+Y']] },
  ],
}
