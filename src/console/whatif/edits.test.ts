import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { beginEdits, edited, MOST_STEPS, redone, undone } from './edits.ts'

function content(version: number): ScenarioContent {
  return { policy: { ...STARTING_POLICY, version }, triggers: [], identities: [], exercised: [] }
}

test('a drag over many values is one step back', () => {
  const begun = beginEdits(content(1))
  const dragged = [2, 3, 4].reduce((edits, version) => edited(edits, content(version), 'drag 1'), begun)
  expect(undone(dragged).present).toEqual(content(1))
})

test('the same control moved again is another step', () => {
  const twice = edited(edited(beginEdits(content(1)), content(2), 'drag 1'), content(3), 'drag 2')
  expect(undone(twice).present).toEqual(content(2))
})

test('what was undone comes back, until something else is changed', () => {
  const changed = edited(beginEdits(content(1)), content(2))
  expect(redone(undone(changed)).present).toEqual(content(2))
  const other = edited(undone(changed), content(3))
  expect(redone(other)).toBe(other)
})

test('after an undo the same gesture does not swallow the step before it', () => {
  const dragged = edited(beginEdits(content(1)), content(2), 'drag 1')
  const back = undone(dragged)
  expect(undone(edited(back, content(3), 'drag 1')).present).toEqual(content(1))
})

test('only so many steps are kept', () => {
  let edits = beginEdits(content(1))
  for (let i = 0; i < MOST_STEPS + 5; i += 1) edits = edited(edits, content(i + 2))
  expect(edits.past).toHaveLength(MOST_STEPS)
})
