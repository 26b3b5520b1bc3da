import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface QueueMemory {
  readonly isPreviewOpen: boolean
  readonly previewPx: number
}

/** How this browser likes its queue. Nothing about alerts is kept. */
export const useQueueMemory = create<QueueMemory>()(
  persist((): QueueMemory => ({ isPreviewOpen: true, previewPx: 380 }), { name: 'sluicegate.queue', version: 1 }),
)
