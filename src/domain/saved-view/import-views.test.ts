import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, freeName, type KnownView, planImport } from './import-views.ts'
import { MOST_NAME_LENGTH, type SavedView, type SavedViewDraft } from './saved-view.ts'

const draft = (name: string, changes: Partial<SavedViewDraft> = {}): SavedViewDraft => ({
  name,
  search: 'q=tier',
  audience: 'team',
  ...changes,
})
const known = (name: string, changes: Partial<SavedView> = {}): KnownView => ({
  name,
  saved: { ...draft(name), id: `vw_${name}`, ...changes } as SavedView,
})

test('a free name is kept, and what is there already is not added again', () => {
  expect(planImport([draft('Night'), draft('night shift')], [known('Night shift')])).toEqual([
    { kind: 'new', draft: draft('Night') },
    { kind: 'there', draft: draft('night shift') },
  ])
})

test('a name that is taken is asked about, with one that would tell the two apart', () => {
  const own = known('Night', { search: 'q=other' })
  expect(planImport([draft('NIGHT'), draft('Night 2')], [own])).toEqual([
    { kind: 'taken', draft: draft('NIGHT'), by: own, free: 'NIGHT 3' },
    { kind: 'new', draft: draft('Night 2') },
  ])
  const builtIn: KnownView = { name: 'Blocked', saved: null }
  expect(planImport([draft('Blocked')], [builtIn])).toMatchObject([{ kind: 'taken', by: builtIn, free: 'Blocked 2' }])
})

test('one name twice in a file becomes two', () => {
  expect(planImport([draft('Night'), draft('night', { search: 'q=x' })], [])).toEqual([
    { kind: 'new', draft: draft('Night') },
    { kind: 'new', draft: draft('night 2', { search: 'q=x' }) },
  ])
})

test('whatever is imported, no two names are the same afterwards unless somebody replaces', () => {
  const names = fc.array(fc.constantFrom('a', 'A', 'a 2', 'b', 'x'.repeat(MOST_NAME_LENGTH)), { maxLength: 8 })
  fc.assert(
    fc.property(names, fc.uniqueArray(fc.constantFrom('a', 'b', 'a 3'), { maxLength: 3 }), (inFile, there) => {
      const steps = planImport(
        inFile.map((name) => draft(name, { search: 'q=new' })),
        there.map((name) => known(name)),
      )
      const after = [...there, ...steps.map((step) => (step.kind === 'taken' ? step.free : step.draft.name))].map(fold)
      expect(new Set(after).size).toBe(after.length)
      for (const name of after) expect(name.length).toBeLessThanOrEqual(MOST_NAME_LENGTH)
    }),
  )
})

test('a name that is as long as it may be is shortened for its number', () => {
  expect(freeName('x'.repeat(MOST_NAME_LENGTH), new Set())).toBe(`${'x'.repeat(MOST_NAME_LENGTH - 2)} 2`)
})
