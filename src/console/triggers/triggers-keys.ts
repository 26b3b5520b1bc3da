import * as words from '#words/triggers.tsx'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const TRIGGERS_KEYS: KeyGroup = {
  id: 'triggers',
  title: words.title,
  bindings: [
    { id: 'open', label: words.openInTheWorkbench, sequences: [['Enter']] },
    { id: 'new', label: words.newTrigger, sequences: [['n']] },
  ],
}

/** The workbench. Single keys rest while somebody writes; those with Ctrl act in the editor too. */
export const WORKBENCH_KEYS: KeyGroup = {
  id: 'workbench',
  title: words.workbench,
  bindings: [
    { id: 'records', label: words.toTheRecords, sequences: [['m']] },
    { id: 'editor', label: words.toTheText, sequences: [['e']] },
    { id: 'offers', label: words.whatMayBeWritten, sequences: [['Mod+ ']] },
    { id: 'problem', label: words.nextProblem, sequences: [['F8']] },
    { id: 'propose', label: words.proposeThisChange, sequences: [['p']] },
    { id: 'must-fire', label: words.thisRecordMust, sequences: [['y']] },
    { id: 'must-not-fire', label: words.thisRecordMustNotFire, sequences: [['Shift+Y']] },
  ],
}
