import * as words from '#words/whatif.tsx'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const WHAT_IF_KEYS: KeyGroup = {
  id: 'what-if',
  title: words.whatIf,
  bindings: [
    { id: 'undo', label: words.undo, sequences: [['Mod+Z']] },
    { id: 'redo', label: words.redo, sequences: [['Mod+Shift+Z']] },
    { id: 'compare', label: words.compareWith, sequences: [['c']] },
    { id: 'differences', label: words.controlsOrDifferences, sequences: [['d']] },
    { id: 'share', label: words.copyTheLink, sequences: [['Shift+C']] },
    { id: 'save', label: words.saveTheScenario, sequences: [['s']] },
    { id: 'propose', label: words.proposeThisPolicy, sequences: [['p']] },
    { id: 'step', label: words.sliderOneStep, sequences: [['ArrowLeft'], ['ArrowRight']] },
    { id: 'leap', label: words.sliderTenSteps, sequences: [['Shift+ArrowLeft'], ['Shift+ArrowRight']] },
    { id: 'number', label: words.sliderToItsNumber, sequences: [['Enter']] },
    { id: 'reset', label: words.sliderAs, sequences: [['Backspace']] },
    { id: 'tier', label: words.matrixSetTheTier, sequences: [['0'], ['1'], ['2'], ['3'], ['4']] },
  ],
}
