import type { HistoryRecord } from '../../domain/views/record-views.ts'
import { explainDraft, firesOn, languageWords, readDraft, readsRecord } from './evaluate.ts'
import { type Answer, type Ask, type FromLab, type ToLab, VERDICT } from './protocol.ts'
import { readRuleFile } from './read-rule-file.ts'
import { createFieldIndex } from './vocabulary.ts'

/** Work between two looks at what the page wants by now. */
const SLICE_MS = 20
/** Work for one wish; what was not looked at by then is said to be unseen. */
export const BUDGET_MS = 4000

export interface DeskWorld {
  /** Any steady clock, ms. */
  readonly now: () => number
  /** Lets waiting messages in. */
  readonly yield: () => Promise<void>
  readonly post: (message: FromLab) => void
}

/** What the worker does with each message. It holds the history and nothing else between two wishes. */
export function createLabDesk(world: DeskWorld): (message: ToLab) => Promise<void> {
  let history: HistoryRecord[] = []
  let index = createFieldIndex()
  let indexed = 0
  const cancelled = new Set<number>()

  /** Does one step after the other with pauses; false where the wish was cancelled or its time ran out. */
  async function inSlices(
    wish: number,
    count: number,
    step: (i: number) => void,
  ): Promise<'done' | 'cancelled' | 'cut'> {
    const startedAt = world.now()
    let sliceAt = startedAt
    for (let i = 0; i < count; i += 1) {
      step(i)
      const now = world.now()
      if (now - sliceAt < SLICE_MS) continue
      if (now - startedAt > BUDGET_MS) return 'cut'
      world.post({ type: 'alive', wish })
      await world.yield()
      if (cancelled.has(wish)) return 'cancelled'
      sliceAt = world.now()
    }
    return 'done'
  }

  async function tryText(wish: number, { text, tests }: Extract<Ask, { kind: 'try' }>): Promise<Answer | null> {
    const startedAt = world.now()
    const draft = readDraft(text)
    const verdicts = new Uint8Array(history.length).fill(VERDICT.unseen)
    const done = (result: Extract<Answer, { kind: 'try' }>['result']): Answer => ({
      kind: 'try',
      problems: draft.problems,
      result,
      computeMs: world.now() - startedAt,
    })
    if (draft.loaded === null) return done(null)
    let firedCount = 0
    let readCount = 0
    let unseenCount = history.length
    const records = history
    const outcome = await inSlices(wish, records.length, (i) => {
      const record = records[i]
      if (record === undefined) return
      unseenCount -= 1
      const isRead = readsRecord(draft, record)
      const isFired = isRead && firesOn(draft, record)
      verdicts[i] = isFired ? VERDICT.fires : isRead ? VERDICT.calm : VERDICT.unread
      if (isRead) readCount += 1
      if (isFired) firedCount += 1
    })
    if (outcome === 'cancelled') return null
    return done({
      id: draft.id,
      verdicts,
      firedCount,
      readCount,
      tests: tests.map((record) => firesOn(draft, record)),
      unseenCount,
    })
  }

  async function indexHistory(wish: number): Promise<Answer | null> {
    const records = history
    const from = indexed
    const outcome = await inSlices(wish, records.length - from, (i) => {
      const record = records[from + i]
      if (record !== undefined) index.read([record])
      indexed = from + i + 1
    })
    if (outcome === 'cancelled') return null
    return { kind: 'vocabulary', vocabulary: { ...languageWords(), fields: index.words() } }
  }

  async function answer(wish: number, ask: Ask): Promise<Answer | null> {
    switch (ask.kind) {
      case 'try':
        return tryText(wish, ask)
      case 'explain':
        return { kind: 'explain', explanation: explainDraft(readDraft(ask.text), ask.record) }
      case 'vocabulary':
        return indexHistory(wish)
      case 'read-files': {
        const files: ReturnType<typeof readRuleFile>[] = []
        const outcome = await inSlices(wish, ask.files.length, (i) => {
          const file = ask.files[i]
          if (file !== undefined) files.push(readRuleFile(file))
        })
        return outcome === 'cancelled' ? null : { kind: 'read-files', files }
      }
    }
  }

  return async (message) => {
    switch (message.type) {
      case 'add':
        history = [...history, ...message.records]
        return
      case 'forget':
        history = []
        index = createFieldIndex()
        indexed = 0
        return
      case 'cancel':
        cancelled.add(message.wish)
        return
      case 'ask': {
        const { wish, ask } = message
        try {
          const found = await answer(wish, ask)
          world.post(found === null ? { type: 'cancelled', wish } : { type: 'answer', wish, answer: found })
        } catch (error) {
          world.post({ type: 'failed', wish, message: error instanceof Error ? error.message : String(error) })
        }
        cancelled.clear()
      }
    }
  }
}
