import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { beginEdits, type DraftChange, type Edits, edited, redone, undone } from './edits.ts'
import { type Alarm, alarm, createTimer, REST_MS } from './rest.ts'

/** The draft of this tab. Whoever shows a part of it subscribes to that part alone: a drag draws one row anew, not all controls. */
export interface DraftStore {
  readonly edits: StoreApi<Edits>
  /** The draft on which the hand rested last. */
  readonly rested: StoreApi<ScenarioContent>
  /** What is tried now. */
  present(): ScenarioContent
  /** `gesture` is the same for one movement of the hand, which is one step back. */
  change(change: DraftChange, gesture?: string | null): void
  undo(): void
  redo(): void
}

export function createDraftStore(start: ScenarioContent, setAlarm: Alarm = alarm): DraftStore {
  const edits = createStore<Edits>(() => beginEdits(start))
  const rested = createStore<ScenarioContent>(() => start)
  const rest = createTimer(setAlarm, REST_MS)
  edits.subscribe(({ present }) => rest.restart(() => rested.setState(present, true)))
  return {
    edits,
    rested,
    present: () => edits.getState().present,
    change: (change, gesture = null) => edits.setState((before) => edited(before, change(before.present), gesture)),
    undo: () => edits.setState(undone),
    redo: () => edits.setState(redone),
  }
}

/** A part of the draft. The same part has to be the same value, so answer what stands in it, nothing made of it. */
export function useDraft<Part>(draft: DraftStore, part: (present: ScenarioContent) => Part): Part {
  return useStore(draft.edits, ({ present }) => part(present))
}

/** The same of the draft on which the hand rested, for what nobody watches while it moves. */
export function useRestedDraft<Part>(draft: DraftStore, part: (present: ScenarioContent) => Part): Part {
  return useStore(draft.rested, part)
}
