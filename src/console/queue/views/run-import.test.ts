import { expect, test } from 'vitest'
import type { Backend } from '../../../backend/port.ts'
import { type Decided, type ImportStep, planImport } from '../../../domain/saved-view/import-views.ts'
import type { SavedView, SavedViewDraft } from '../../../domain/saved-view/saved-view.ts'
import { type Done, runImport } from './run-import.ts'

const draft = (name: string): SavedViewDraft => ({ name, search: 'q=new', audience: 'team' })
const night = { ...draft('Night'), search: 'q=old', id: 'vw_1', version: 4 } as SavedView

function setup(steps: readonly ImportStep[], decided: Decided, failsAt: string | null = null) {
  const sent: string[] = []
  const failing = { name: failsAt }
  const answer = (line: string, name: string) => {
    if (name === failing.name) return Promise.reject(new Error('offline'))
    sent.push(line)
    return Promise.resolve(night)
  }
  const backend: Pick<Backend, 'addView' | 'saveView'> = {
    addView: ({ name }) => answer(`add ${name}`, name),
    saveView: (id, { name, search }, version) => answer(`save ${id} ${name} ${search} over ${version}`, name),
  }
  let done: Done = new Set()
  const run = () =>
    runImport(
      backend,
      steps,
      () => decided,
      done,
      (next) => (done = next),
    )
  return { sent, failing, run }
}

const steps = planImport([draft('night'), draft('Day')], [{ name: 'Night', saved: night }])

test.each([
  ['rename', ['add night 2', 'add Day'], 2],
  ['replace', ['save vw_1 Night q=new over 4', 'add Day'], 2],
  ['leave', ['add Day'], 1],
] as const)('a view whose name is taken: %s', async (decided, sent, count) => {
  const world = setup(steps, decided)
  expect(await world.run()).toBe(count)
  expect(world.sent).toEqual(sent)
})

test('who tries again after half of it adds none twice', async () => {
  const world = setup(steps, 'rename', 'Day')
  await expect(world.run()).rejects.toThrow('offline')
  world.failing.name = null
  expect(await world.run()).toBe(2)
  expect(world.sent).toEqual(['add night 2', 'add Day'])
})
