import { expect, test, vi } from 'vitest'
import type { Backend } from '../../backend/port.ts'
import type { ChangeEvent } from '../../domain/views/other-views.ts'
import { createLive } from './live.ts'
import { keysTouchedBy } from './query-keys.ts'

const change = (sequence: number): ChangeEvent => ({ sequence, code: 'alert.changed', subjects: [], at: 0 })

function setup() {
  const opened: Parameters<Backend['watch']>[] = []
  const close = vi.fn<() => void>()
  const live = createLive({ watch: (...args) => (opened.push(args), close) }, () => 5000)
  return { live, opened, close }
}

test('every listener gets every change, until it stops listening', () => {
  const { live, opened } = setup()
  const seen: string[] = []
  const stop = live.onChange((event) => seen.push(`a${event.sequence}`))
  live.onChange((event) => seen.push(`b${event.sequence}`))
  live.open()
  opened[0]?.[1](change(1))
  stop()
  opened[0]?.[1](change(2))
  expect(seen).toEqual(['a1', 'b1', 'b2'])
})

test('a line that is opened again goes on after the last change it has seen', () => {
  const { live, opened } = setup()
  live.open()
  opened[0]?.[1](change(41))
  live.open()
  expect(opened.map(([after]) => after)).toEqual([null, 41])
})

test('the state of the line says since when, and is the same object while it does not change', () => {
  const { live, opened } = setup()
  const heard = vi.fn<() => void>()
  live.onLine(heard)
  live.open()
  opened[0]?.[2]('offline')
  const offline = live.line()
  opened[0]?.[2]('offline')
  expect(offline).toEqual({ state: 'offline', since: 5000 })
  expect(live.line()).toBe(offline)
  expect(heard).toHaveBeenCalledTimes(1)
})

test('a vote makes its plan, its alert, every list of plans and the record old', () => {
  const subjects = [
    { kind: 'plan' as const, id: 'p1', label: 'P-1' },
    { kind: 'alert' as const, id: 'a1', label: 'A-1' },
  ]
  const keys = keysTouchedBy({ code: 'vote.cast', subjects }).map((key) => key.join('/'))
  expect(keys).toEqual(expect.arrayContaining(['audit', 'plan/p1', 'plans', 'alert/a1', 'alerts']))
  expect(keys).not.toContain('people')
})
