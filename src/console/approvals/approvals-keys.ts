import * as words from '#words/approvals.tsx'
import type { KeyGroup } from '../shared/keys/key-bindings.ts'
import { REJECT_REASONS } from './approval-logic.ts'

/** No key decides by itself: `a` and `r` mark, and what is marked is submitted with another one. */
export const APPROVALS_KEYS: KeyGroup = {
  id: 'approvals',
  title: words.approvals,
  bindings: [
    { id: 'next', label: words.next, sequences: [['j'], ['ArrowDown']] },
    { id: 'previous', label: words.previous, sequences: [['k'], ['ArrowUp']] },
    { id: 'approve', label: words.markToApprove, sequences: [['a']] },
    { id: 'reject', label: words.rejectWithAReason, sequences: [['r']] },
    { id: 'select', label: words.selectOrNot, sequences: [['x']] },
    { id: 'extend', label: words.moreTime, sequences: [['t']] },
    { id: 'clear', label: words.clearAllMarks, sequences: [['Escape']] },
    ...REJECT_REASONS.map((reason, i) => ({
      id: `reason-${i}`,
      label: words.rejectBecause(reason),
      sequences: [[String(i + 1)]],
    })),
    { id: 'confirm', label: words.submitWhatIsMarked, sequences: [['Mod+Enter']] },
  ],
}
