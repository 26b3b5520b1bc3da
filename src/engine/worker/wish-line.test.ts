import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWishLine } from './wish-line.ts'

const KINDS = ['run', 'lists', 'facts'] as const

test('whatever the order of wishes and answers: each wish is settled once, of each kind only the latest waits, and one is under way', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('add' as const), kind: fc.constantFrom(...KINDS) }),
    fc.record({
      do: fc.constantFrom(
        'begin' as const,
        'settle' as const,
        'settle-late' as const,
        'refuse' as const,
        'clear' as const,
      ),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const line = createWishLine<{ kind: (typeof KINDS)[number]; id: number }, { kind: 'done' }>()
      const settled: number[] = []
      const added: { kind: (typeof KINDS)[number]; id: number }[] = []
      const wrong: string[] = []
      for (const one of steps) {
        if (one.do === 'add') {
          const ask = { kind: one.kind, id: added.length }
          added.push(ask)
          void line.add(ask).then(() => settled.push(ask.id))
        } else if (one.do === 'begin') {
          const was = line.current
          const begun = line.begin()
          if (was !== null && begun !== null) wrong.push('two were under way')
          if (added.some(({ kind, id }) => kind === begun?.ask.kind && id > begun.ask.id))
            wrong.push('a later one waited')
        } else if (one.do === 'settle') {
          if (line.current !== null && !line.settle(line.current.number, { kind: 'done' }))
            wrong.push('it was not settled')
        } else if (one.do === 'settle-late') {
          if (line.settle(0, { kind: 'done' })) wrong.push('an answer to nothing was taken')
        } else if (one.do === 'refuse') line.refuse({ kind: 'done' })
        else line.clear()
      }
      expect(wrong).toEqual([])
      line.close()
      await Promise.resolve()
      await Promise.resolve()
      expect(settled.toSorted((a, b) => a - b)).toEqual(added.map(({ id }) => id))
    }),
  )
})

test('kinds take turns in the order in which they were wished last', () => {
  const line = createWishLine<{ kind: string; text: string }, never>()
  void line.add({ kind: 'run', text: 'a' })
  void line.add({ kind: 'lists', text: 'b' })
  void line.add({ kind: 'run', text: 'c' })
  expect(line.begin()?.ask.text).toBe('b')
})

test('a closed line carries out nothing more, and says so at once', async () => {
  const line = createWishLine<{ kind: string }, never>()
  line.close()
  expect(await line.add({ kind: 'run' })).toEqual({ kind: 'superseded' })
  expect(line.begin()).toBeNull()
})
