import type { KeyGroup } from '../shared/keys/key-bindings.ts'
import { REJECT_REASONS } from './approval-logic.ts'

/** No key approves by itself: `a` only leads to the button. */
export const APPROVALS_KEYS: KeyGroup = {
  id: 'approvals',
  title: 'Approvals',
  bindings: [
    { id: 'next', label: 'Next', sequences: [['j'], ['ArrowDown']] },
    { id: 'previous', label: 'Previous', sequences: [['k'], ['ArrowUp']] },
    { id: 'approve', label: 'Go to the decision', sequences: [['a']] },
    { id: 'reject', label: 'Reject with a reason', sequences: [['r']] },
    ...REJECT_REASONS.map((reason, i) => ({
      id: `reason-${i}`,
      label: `Reject: ${reason}`,
      sequences: [[String(i + 1)]],
    })),
    { id: 'confirm', label: 'Confirm the decision', sequences: [['Mod+Enter']] },
  ],
}
