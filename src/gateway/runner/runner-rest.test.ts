import { expect, test } from 'vitest'
import { pause } from './pause.ts'

test('a pause ends early at a ring and where it is stopped, and never twice', async () => {
  const bell = new EventTarget()
  const stop = new AbortController()
  const long = 3_600_000
  const rung = pause(long, stop.signal, bell)
  bell.dispatchEvent(new Event('ring'))
  await rung
  const stopped = pause(long, stop.signal, bell)
  stop.abort()
  await stopped
  await pause(long, stop.signal, bell)
  expect(stop.signal.aborted).toBe(true)
})
