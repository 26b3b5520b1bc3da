import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

/** A record that somebody pinned: what the trigger must do with it. */
export interface PinnedTest {
  readonly recordId: string
  readonly must: 'fire' | 'stay-calm'
}

/** What a person is writing. Only this tab knows it; it becomes a change when it is proposed. */
export interface DraftText {
  readonly text: string
  /** The version in force that it was begun from; 0 for a trigger that does not exist. */
  readonly baseVersion: number
  readonly tests: readonly PinnedTest[]
}

interface Drafts {
  /** By person and trigger: whoever signs in here next sees nothing of it. */
  readonly drafts: Readonly<Record<string, DraftText>>
}

/** Lives as long as the tab: a reload keeps it, another tab does not see it. */
export const useDrafts = create<Drafts>()(
  persist<Drafts>(() => ({ drafts: {} }), {
    name: 'sluicegate.trigger-drafts',
    version: 1,
    storage: createJSONStorage(() => sessionStorage),
    merge: (stored, fresh) => ({ ...fresh, drafts: readDrafts(stored) }),
  }),
)

export function draftKey(personId: string, subject: string): string {
  return `${personId}/${subject}`
}

export function keepDraft(key: string, draft: DraftText): void {
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [key]: draft } }))
}

/** What the browser kept, entry by entry: one that another version wrote is left out. */
export function readDrafts(stored: unknown): Readonly<Record<string, DraftText>> {
  const drafts = fieldOf(stored, 'drafts')
  if (typeof drafts !== 'object' || drafts === null) return {}
  return Object.fromEntries(
    Object.entries(drafts).flatMap(([key, draft]) => {
      const text = fieldOf(draft, 'text')
      const baseVersion = fieldOf(draft, 'baseVersion')
      const tests = fieldOf(draft, 'tests')
      if (typeof text !== 'string' || typeof baseVersion !== 'number' || !Array.isArray(tests)) return []
      return [[key, { text, baseVersion, tests: tests.flatMap(readTest) }]]
    }),
  )
}

function readTest(test: unknown): readonly PinnedTest[] {
  const recordId = fieldOf(test, 'recordId')
  const must = fieldOf(test, 'must')
  if (typeof recordId !== 'string' || (must !== 'fire' && must !== 'stay-calm')) return []
  return [{ recordId, must }]
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
