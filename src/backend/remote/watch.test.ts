import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ChangeEvent } from '../../domain/views/other-views.ts'
import { createEventReader } from './sse.ts'
import { watchChanges } from './watch.ts'

const event = (sequence: number): ChangeEvent => ({ sequence, code: 'alert.changed', subjects: [], at: 1 })
const opened = (at: number) => `event: open\nid: ${at}\ndata: {}\n\n`
const change = (n: number) => `event: change\nid: ${n}\ndata: ${JSON.stringify(event(n))}\n\n`

/** Lines that the gateway gives in turn: pieces of text, then the end of the connection, or a refusal. */
function setup(after: number | null, lines: readonly (readonly string[] | 'no answer' | 'hangs' | 'refused')[]) {
  const asked: (string | null)[] = []
  const states: string[] = []
  const seen: number[] = []
  const waits: number[] = []
  const alarms: (() => void)[] = []
  const doubts = new Set<() => void>()
  const left = [...lines]
  const { promise: isOver, resolve: over } = Promise.withResolvers<void>()

  const fetchLine: typeof fetch = async (_, init) => {
    const line = left.shift()
    if (line === undefined) {
      over()
      return new Promise<Response>(() => undefined)
    }
    asked.push(new Headers(init?.headers).get('Last-Event-ID'))
    if (line === 'no answer') throw new TypeError('fetch failed')
    if (line === 'refused') return new Response('{}', { status: 403 })
    return new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          if (line === 'hangs') {
            init?.signal?.addEventListener('abort', () => controller.error(new Error('aborted')))
            return
          }
          for (const piece of line) controller.enqueue(new TextEncoder().encode(piece))
          controller.close()
        },
      }),
    )
  }
  const close = watchChanges(
    {
      fetch: fetchLine,
      baseUrl: '',
      sleep: (ms) => {
        waits.push(ms)
        return Promise.resolve()
      },
      random: () => 0,
      alarm: (_, ring) => {
        alarms.push(ring)
        return () => undefined
      },
      onDoubt: (doubt) => {
        doubts.add(doubt)
        return () => doubts.delete(doubt)
      },
    },
    after,
    ({ sequence }) => seen.push(sequence),
    (state) => states.push(state),
  )
  return { asked, states, seen, waits, alarms, doubts, close, isOver }
}

test('changes arrive in order, and the line says that it is up', async () => {
  const { seen, states, isOver } = setup(4, [[opened(4), change(5), change(6)]])
  await isOver
  expect(seen).toEqual([5, 6])
  expect(states.slice(0, 2)).toEqual(['connecting', 'live'])
})

test('after a cut the line goes on behind the last change, and tells none twice', async () => {
  const { asked, seen, isOver } = setup(null, [
    [opened(9), change(10)],
    [opened(10), change(10), change(11)],
  ])
  await isOver
  expect(asked).toEqual([null, '10'])
  expect(seen).toEqual([10, 11])
})

test('a line that was cut before any change goes on from where it was opened', async () => {
  const { asked, isOver } = setup(null, [[opened(9)], [opened(9)]])
  await isOver
  expect(asked).toEqual([null, '9'])
})

test('while nothing answers it is offline, and waits longer each time up to fifteen seconds', async () => {
  const silence = Array.from({ length: 8 }, () => 'no answer' as const)
  const { states, waits, isOver } = setup(1, [[opened(1)], ...silence])
  await isOver
  expect(states).toEqual(['connecting', 'live', 'connecting', ...silence.map(() => 'offline')])
  expect(waits.slice(0, 4)).toEqual([250, 500, 1000, 2000])
  expect(Math.max(...waits)).toBe(7500)
})

test('a gateway that answers and refuses is no lost connection, and is asked again', async () => {
  const { states, waits, isOver } = setup(1, ['refused', 'refused', 'no answer', [opened(1)]])
  await isOver
  expect(states.slice(0, 5)).toEqual(['connecting', 'refused', 'refused', 'offline', 'live'])
  expect(waits.slice(0, 2)).toEqual([250, 500])
})

test('a line that falls silent is given up and opened again', async () => {
  const { asked, alarms, isOver } = setup(3, ['hangs', [opened(3)]])
  await Promise.resolve()
  alarms[0]?.()
  await isOver
  expect(asked).toEqual(['3', '3'])
})

test('a line is given up as soon as something else gets no answer, and none is doubted that is over', async () => {
  const { asked, doubts, states, isOver } = setup(3, ['hangs', 'no answer', [opened(3)]])
  await Promise.resolve()
  for (const doubt of doubts) doubt()
  await isOver
  expect(asked).toEqual(['3', '3', '3'])
  expect(states.slice(0, 3)).toEqual(['connecting', 'connecting', 'offline'])
  expect(doubts.size).toBe(1)
})

test('a closed line tells nothing more', async () => {
  const { seen, states, close, isOver } = setup(1, [[opened(1), change(2)], [opened(2)]])
  close()
  await Promise.race([isOver, new Promise((resolve) => setImmediate(resolve))])
  expect(seen).toEqual([])
  expect(states).toEqual(['connecting'])
})

test('an event stream reads the same wherever it is cut', () => {
  const text = `: alive\r\n\r\n${opened(1)}${change(2).replaceAll('\n', '\r\n')}data: a\ndata: b\nid: 7\n\n`
  const whole = createEventReader()(text)
  expect(whole.map(({ event: name, id }) => [name, id])).toEqual([
    ['open', '1'],
    ['change', '2'],
    ['message', '7'],
  ])
  expect(whole.at(-1)?.data).toBe('a\nb')
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), text.length]
      const read = createEventReader()
      expect(at.slice(1).flatMap((end, i) => read(text.slice(at[i], end)))).toEqual(whole)
    }),
  )
})
