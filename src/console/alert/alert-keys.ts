import * as words from '#words/alert.tsx'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const ALERT_KEYS: KeyGroup = {
  id: 'alert',
  title: words.alert,
  bindings: [
    { id: 'next', label: words.nextInTheList, sequences: [['j']] },
    { id: 'previous', label: words.previousInTheList, sequences: [['k']] },
    { id: 'back', label: words.backToTheList, sequences: [['Escape']] },
    { id: 'propose', label: words.proposeThisAction, sequences: [['p']] },
    { id: 'action-1', label: words.chooseAction, sequences: [['1']] },
    { id: 'action-2', label: words.chooseActionTwo, sequences: [['2']] },
    { id: 'action-3', label: words.chooseActionThree, sequences: [['3']] },
    { id: 'action-4', label: words.chooseActionFour, sequences: [['4']] },
    { id: 'map', label: words.mapList, sequences: [['m']] },
    { id: 'record', label: words.rawRecord, sequences: [['v']] },
    { id: 'take', label: words.takeAndAcknowledge, sequences: [['e']] },
    { id: 'release', label: words.release, sequences: [['Shift+E']] },
    { id: 'snooze', label: words.snooze, sequences: [['s']] },
    { id: 'link', label: words.itsCase, sequences: [['l']] },
    { id: 'suppress', label: words.suppressAlike, sequences: [['Shift+S']] },
    { id: 'accept-risk', label: words.acceptRisk, sequences: [['Shift+A']] },
    { id: 'pause-clock', label: words.pauseClock, sequences: [['Shift+P']] },
    { id: 'assign', label: words.assign, sequences: [['i']] },
    { id: 'note', label: words.writeANote, sequences: [['n']] },
    { id: 'tag', label: words.tag, sequences: [['t']] },
    { id: 'close', label: words.closeWithReason, sequences: [['d']] },
    { id: 'undo', label: words.takeBackLast, sequences: [['Mod+Z']] },
    { id: 'copy', label: words.copyLink, sequences: [['c']] },
  ],
}
