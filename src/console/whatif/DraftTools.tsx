import { Redo2, Undo2 } from 'lucide-react'
import { useStore } from 'zustand'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { differencesOf } from './differences.ts'
import { type DraftStore, useRestedDraft } from './draft-store.ts'

interface DraftToolsProps {
  readonly draft: DraftStore
  /** What the draft is compared with. */
  readonly was: ScenarioContent
  readonly areDifferencesShown: boolean
  readonly onToggle: () => void
}

/** How far the draft is from what it is compared with, and the way back and forth. */
export function DraftTools({ draft, was, areDifferencesShown, onToggle }: DraftToolsProps) {
  const changes = useRestedDraft(draft, (present) => differencesOf(was, present).length)
  const canUndo = useStore(draft.edits, ({ past }) => past.length > 0)
  const canRedo = useStore(draft.edits, ({ future }) => future.length > 0)
  return (
    <>
      <Button look="ghost" className="shrink-0" aria-pressed={areDifferencesShown} onClick={onToggle}>
        {changes === 0 ? 'no changes' : `draft, ${changes} ${changes === 1 ? 'change' : 'changes'}`}
      </Button>
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
