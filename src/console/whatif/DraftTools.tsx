import { Redo2, Undo2 } from 'lucide-react'
import { useStore } from 'zustand'
import type { Policy } from '../../domain/policy/policy.ts'
import { IconButton } from '../ui/Button.tsx'
import { Tag } from '../ui/Tag.tsx'
import { type DraftStore, useDraft } from './draft-store.ts'
import { CONTROL_GROUPS, differs } from './policy-controls.ts'
import { changeCount } from './words.ts'

/** How far the draft is from what it is compared with, and the way back and forth. */
export function DraftTools({ draft, was }: { readonly draft: DraftStore; readonly was: Policy }) {
  const changes = useDraft(draft, (present) => changeCount(present, changedControls(present.policy, was)))
  const canUndo = useStore(draft.edits, ({ past }) => past.length > 0)
  const canRedo = useStore(draft.edits, ({ future }) => future.length > 0)
  return (
    <>
      <Tag>{changes === 0 ? 'no changes' : `draft, ${changes} ${changes === 1 ? 'change' : 'changes'}`}</Tag>
      <IconButton
        label="Undo"
        aria-disabled={!canUndo}
        icon={<Undo2 aria-hidden size={15} />}
        onClick={() => draft.undo()}
      />
      <IconButton
        label="Redo"
        aria-disabled={!canRedo}
        icon={<Redo2 aria-hidden size={15} />}
        onClick={() => draft.redo()}
      />
    </>
  )
}

function changedControls(policy: Policy, was: Policy): number {
  const paths = [...CONTROL_GROUPS.flatMap(({ controls }) => controls.map(({ id }) => id)), ...MORE_PARTS]
  return paths.filter((path) => differs(policy, was, path)).length
}

const MORE_PARTS = ['need.matrix', 'gate.autoEnvironments'] as const
