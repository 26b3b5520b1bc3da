import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const WHAT_IF_KEYS: KeyGroup = {
  id: 'what-if',
  title: 'What-if',
  bindings: [
    { id: 'undo', label: 'Undo', sequences: [['Mod+Z']] },
    { id: 'redo', label: 'Redo', sequences: [['Mod+Shift+Z']] },
    { id: 'compare', label: 'Compare with', sequences: [['c']] },
    { id: 'differences', label: 'Controls or differences', sequences: [['d']] },
    { id: 'share', label: 'Copy the link', sequences: [['Shift+C']] },
    { id: 'save', label: 'Save the scenario', sequences: [['s']] },
    { id: 'propose', label: 'Propose this policy', sequences: [['p']] },
    { id: 'step', label: 'Slider: one step', sequences: [['ArrowLeft'], ['ArrowRight']] },
    { id: 'leap', label: 'Slider: ten steps', sequences: [['Shift+ArrowLeft'], ['Shift+ArrowRight']] },
    { id: 'number', label: 'Slider: to its number', sequences: [['Enter']] },
    { id: 'reset', label: 'Slider: as it was', sequences: [['Backspace']] },
    { id: 'tier', label: 'Matrix: set the tier', sequences: [['0'], ['1'], ['2'], ['3'], ['4']] },
  ],
}
