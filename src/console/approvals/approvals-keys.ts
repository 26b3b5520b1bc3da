import type { KeyGroup } from '../shared/keys/key-bindings.ts'
import { REJECT_REASONS } from './approval-logic.ts'

/** No key decides by itself: `a` and `r` mark, and what is marked is submitted with another one. */
export const APPROVALS_KEYS: KeyGroup = {
  id: 'approvals',
  title: 'Approvals',
  bindings: [
    { id: 'next', label: 'Next', sequences: [['j'], ['ArrowDown']] },
    { id: 'previous', label: 'Previous', sequences: [['k'], ['ArrowUp']] },
    { id: 'approve', label: 'Mark to approve, or go to what is missing for it', sequences: [['a']] },
    { id: 'reject', label: 'Reject with a reason', sequences: [['r']] },
    // What `x` selects in other lists is marked here, and there is only a mark to take off.
    { id: 'select', label: 'Take the mark off', sequences: [['x']] },
    { id: 'clear', label: 'Clear all marks', sequences: [['Escape']] },
    ...REJECT_REASONS.map((reason, i) => ({
      id: `reason-${i}`,
      label: `Reject: ${reason}`,
      sequences: [[String(i + 1)]],
    })),
    { id: 'confirm', label: 'Submit what is marked, or decide on what is open', sequences: [['Mod+Enter']] },
  ],
}
