import { decodePart } from '../queue/block.ts'
import { NO_DRIFT } from '../queue/drift.ts'
import { impactOn } from '../queue/impact.ts'
import { QueueTable } from '../queue/queue-table.ts'
import { QueueViews } from '../queue/queue-view.ts'
import { sharedValues } from '../queue/shared-values.ts'
import type { FromQueue, QueueAnswer, QueueAsk, ToQueue } from './queue-protocol.ts'

export interface QueueDeskWorld {
  /** Any steady clock, ms. */
  readonly now: () => number
  readonly post: (message: FromQueue) => void
  /** Calls back when no message has come for a moment, unless it is called again before. */
  readonly rest: (work: () => void) => void
}

/** What the worker does with each message. It holds every alert in columns, and one view. */
export function createQueueDesk({ now, post, rest }: QueueDeskWorld): (message: ToQueue) => void {
  let load = 0
  let table = new QueueTable()
  let views = new QueueViews(table)
  let expected = 0
  let ahead: Iterator<undefined> | null = null

  /** One piece at a time, so that whoever asks meanwhile waits for no more than that. */
  const prepare = () => {
    if (ahead === null || table.count < expected) return
    try {
      if (ahead.next().done === true) ahead = null
      else rest(prepare)
    } catch {
      // Only time is lost: whoever asks for it makes it then, and is told what is wrong with it.
      ahead = null
    }
  }

  const answer = (ask: QueueAsk): QueueAnswer => {
    if (ask.kind === 'lines') return { kind: 'lines', lines: views.window(ask.from, ask.to) }
    if (ask.kind === 'members') return { kind: 'members', ...views.members(ask.also, ask.limit, ask.repeatsOf ?? null) }
    if (ask.kind === 'chosen') return { kind: 'chosen', groups: views.chosenIn(ask.numbers, ask.paths) }
    if (ask.kind === 'shared')
      return { kind: 'shared', values: sharedValues(table, ask.numbers, ask.fields, ask.limit) }
    if (ask.kind === 'values') {
      return { kind: 'values', values: views.completions(ask.field, ask.prefix, ask.isEverywhere, ask.limit) }
    }
    if (ask.kind === 'counts') {
      return { kind: 'counts', counts: views.counts(ask.queries, { now: ask.now, meId: ask.meId, raw: new Map() }) }
    }
    if (ask.kind === 'impact') {
      const world = { now: ask.now, meId: ask.meId, raw: new Map() }
      return { kind: 'impact', impact: impactOn(table, ask.query, ask.rules, world) }
    }
    if (ask.kind === 'place') {
      const row = typeof ask.alert === 'number' ? table.rowOfNumber(ask.alert) : table.rowOfId(ask.alert)
      if (row === null) return { kind: 'place', line: null, number: null }
      const number = table.numbers('number')[row] ?? 0
      return { kind: 'place', line: views.lineOf(number), number }
    }
    const startedAt = now()
    const counts = views.show(ask.wish, { now: ask.now, meId: ask.meId, raw: new Map(ask.raw) })
    const facets = views.facets(ask.facets, ask.facetLimit)
    const histogram = ask.histogram === null ? null : views.histogram(ask.histogram.field, ask.histogram.bars)
    const lines = views.window(ask.from, ask.to)
    return { kind: 'view', counts, lines, facets, histogram, rows: table.count, computeMs: now() - startedAt }
  }

  const put = (bytes: Uint8Array<ArrayBuffer>, isChange: boolean) => {
    try {
      const part = decodePart(bytes)
      if (part.kind === 'words') table.learn(part)
      else table.put(part)
      // A block is old news: asked after each, the whole view would be judged again as many times as there are blocks.
      const drift = isChange ? views.drift() : NO_DRIFT
      post({ type: 'held', load, rows: table.count, isChange, drift })
    } catch (error) {
      post({ type: 'unreadable', load, message: messageOf(error) })
    }
  }

  return (message) => {
    if (message.type === 'begin') {
      load = message.load
      table = new QueueTable()
      views = new QueueViews(table)
    } else if (message.type === 'expect') {
      if (message.load !== load) return
      table.reserve(message.rows)
      expected = message.rows
      ahead = views.prepare()
    } else if (message.type === 'ask') {
      try {
        post({ type: 'answer', wish: message.wish, answer: answer(message.ask) })
      } catch (error) {
        post({ type: 'failed', wish: message.wish, message: messageOf(error) })
      }
    } else if (message.load === load) put(message.bytes, message.type === 'change')
    if (ahead !== null) rest(prepare)
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
