import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface QueueMemory {
  readonly isPreviewOpen: boolean
  /** Null: as wide as the screen suggests. */
  readonly previewPx: number | null
}

/** How this browser likes its queue. Nothing about alerts is kept. */
export const useQueueMemory = create<QueueMemory>()(
  persist((): QueueMemory => ({ isPreviewOpen: true, previewPx: null }), { name: 'sluicegate.queue', version: 1 }),
)
