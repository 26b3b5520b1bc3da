import * as words from '#words/queue.ts'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'

export const QUEUE_KEYS: KeyGroup = {
  id: 'queue',
  title: words.title,
  bindings: [
    { id: 'take', label: words.takeAndAcknowledge, sequences: [['e']] },
    { id: 'release', label: words.release, sequences: [['Shift+E']] },
    { id: 'snooze', label: words.snooze, sequences: [['s']] },
    { id: 'link', label: words.itsCase, sequences: [['l']] },
    { id: 'suppress', label: words.suppressAlike, sequences: [['Shift+S']] },
    { id: 'suppress-query', label: words.suppressQuery, sequences: [['Shift+Q']] },
    { id: 'accept-risk', label: words.acceptRisk, sequences: [['Shift+A']] },
    { id: 'pause-clock', label: words.pauseClock, sequences: [['Shift+P']] },
    { id: 'assign', label: words.assign, sequences: [['i']] },
    { id: 'tag', label: words.tag, sequences: [['t']] },
    { id: 'close', label: words.closeWithReason, sequences: [['d']] },
    { id: 'undo', label: words.takeBackLast, sequences: [['Mod+Z']] },
    { id: 'propose', label: words.proposeSmallestAction, sequences: [['p']] },
    { id: 'filter', label: words.filterByValue, sequences: [['f']] },
    { id: 'show-new', label: words.showWhatIsNew, sequences: [['.']] },
    { id: 'pause', label: words.pauseGoLive, sequences: [['Shift+L']] },
    { id: 'leave', label: words.leaveSelection, sequences: [['Escape']] },
  ],
}
