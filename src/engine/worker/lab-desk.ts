import type { HistoryRecord } from '../../domain/views/record-views.ts'
import { createJudge, type Draft, explainDraft, firesOnItsOwn, readDraft } from './evaluate.ts'
import { languageWords } from './language-words.ts'
import { type Answer, type Ask, type FromLab, type ReadFile, type ToLab, type TryResult, VERDICT } from './protocol.ts'
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
  let base: {
    readonly text: string
    readonly history: readonly HistoryRecord[]
    readonly verdicts: Uint8Array
  } | null = null

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

  /**
   * Verdicts of a draft over the whole history; null where the wish was cancelled. The newest records first, so that they are
   * looked at where time runs out; but a correlation has to be told in the order of arrival.
   */
  async function judgeAll(wish: number, draft: Draft): Promise<Uint8Array | null> {
    const records = history
    const verdicts = new Uint8Array(records.length).fill(VERDICT.unseen)
    const judge = createJudge(draft)
    const outcome = await inSlices(wish, records.length, (step) => {
      const i = draft.isStateful ? records.length - 1 - step : step
      const record = records[i]
      if (record !== undefined) verdicts[i] = judge(record)
    })
    return outcome === 'cancelled' ? null : verdicts
  }

  /** The text in force does not change while somebody writes: its verdicts are found once for each state of the history. */
  async function judgeBase(wish: number, text: string | null): Promise<Uint8Array | null> {
    if (text === null) return null
    if (base?.text !== text || base.history !== history) {
      const draft = readDraft(text)
      const verdicts = draft.logic === null ? null : await judgeAll(wish, draft)
      if (verdicts === null) return null
      base = { text, history, verdicts }
    }
    return base.verdicts
  }

  async function tryText(wish: number, { text, base, tests }: Extract<Ask, { kind: 'try' }>): Promise<Answer | null> {
    const startedAt = world.now()
    const draft = readDraft(text)
    const verdicts = draft.logic === null ? null : await judgeAll(wish, draft)
    if (draft.logic !== null && verdicts === null) return null
    const computeMs = world.now() - startedAt
    if (verdicts === null) return { kind: 'try', problems: draft.problems, result: null, computeMs }
    const baseVerdicts = await judgeBase(wish, base)
    if (cancelled.has(wish)) return null
    const count = (verdict: number) => verdicts.reduce((sum, one) => sum + (one === verdict ? 1 : 0), 0)
    const firedCount = count(VERDICT.fires)
    const result: TryResult = {
      id: draft.id,
      verdicts,
      // The page gets a copy of its own: these are asked for again with the next letter.
      baseVerdicts: baseVerdicts === null ? null : Uint8Array.from(baseVerdicts),
      firedCount,
      readCount: firedCount + count(VERDICT.calm),
      tests: tests.map((record) => firesInHistory(draft, record, verdicts)),
      unseenCount: count(VERDICT.unseen),
    }
    return { kind: 'try', problems: draft.problems, result, computeMs }
  }

  /** A correlation fires with what was before: the verdict of the history counts where it holds the record. */
  function firesInHistory(draft: Draft, record: HistoryRecord, verdicts: Uint8Array): boolean {
    const i = draft.isStateful ? history.findIndex(({ id }) => id === record.id) : -1
    return i >= 0 ? verdicts[i] === VERDICT.fires : firesOnItsOwn(draft, record)
  }

  async function explainText(
    wish: number,
    { text, record }: Extract<Ask, { kind: 'explain' }>,
  ): Promise<Answer | null> {
    const draft = readDraft(text)
    const verdicts = draft.isStateful ? await judgeAll(wish, draft) : null
    if (draft.isStateful && verdicts === null) return null
    const i = history.findIndex(({ id }) => id === record.id)
    return { kind: 'explain', explanation: explainDraft(draft, record, verdicts?.[i] ?? null) }
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

  async function readFiles(wish: number, { files }: Extract<Ask, { kind: 'read-files' }>): Promise<Answer | null> {
    const read: ReadFile[] = []
    const outcome = await inSlices(wish, files.length, (i) => {
      const file = files[i]
      if (file !== undefined) read.push(readRuleFile(file))
    })
    return outcome === 'cancelled' ? null : { kind: 'read-files', files: read }
  }

  async function answer(wish: number, ask: Ask): Promise<Answer | null> {
    if (ask.kind === 'try') return tryText(wish, ask)
    if (ask.kind === 'vocabulary') return indexHistory(wish)
    if (ask.kind === 'read-files') return readFiles(wish, ask)
    return explainText(wish, ask)
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
