import { Redo2, Undo2 } from 'lucide-react'
import { startTransition, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import * as words from '#words/whatif.tsx'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { REST_MS } from './answers.ts'
import { differencesOf } from './differences.ts'
import type { DraftStore } from './draft-store.ts'

interface DraftToolsProps {
  readonly draft: DraftStore
  /** What the draft is compared with. */
  readonly was: ScenarioContent
  readonly areDifferencesShown: boolean
  readonly onToggle: () => void
}

/** How far the draft is from what it is compared with, and the way back and forth. */
export function DraftTools({ draft, was, areDifferencesShown, onToggle }: DraftToolsProps) {
  const changes = differencesOf(was, useRestedDraft(draft)).length
  const canUndo = useStore(draft.edits, ({ past }) => past.length > 0)
  const canRedo = useStore(draft.edits, ({ future }) => future.length > 0)
  return (
    <>
      <Button look="ghost" className="shrink-0" aria-pressed={areDifferencesShown} onClick={onToggle}>
        {words.noChanges(changes)}
      </Button>
      <IconButton
        label={words.undo}
        disabledBecause={canUndo ? null : words.nothingToUndo}
        icon={<Undo2 aria-hidden size={15} />}
        onClick={() => draft.undo()}
      />
      <IconButton
        label={words.redo}
        disabledBecause={canRedo ? null : words.nothingToRedo}
        icon={<Redo2 aria-hidden size={15} />}
        onClick={() => draft.redo()}
      />
    </>
  )
}

/** The draft on which the hand rested last: what is said of all of it in words is not said anew with every step. */
function useRestedDraft(draft: DraftStore): ScenarioContent {
  const [rested, setRested] = useState(() => draft.present())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const show = () => startTransition(() => setRested(draft.present()))
    const leave = draft.edits.subscribe(() => {
      if (timer !== null) clearTimeout(timer)
      timer = setTimeout(show, REST_MS)
    })
    show()
    return () => {
      leave()
      if (timer !== null) clearTimeout(timer)
    }
  }, [draft])
  return rested
}
