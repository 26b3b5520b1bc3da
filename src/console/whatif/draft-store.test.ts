import { expect, test } from 'vitest'
import { STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import { createDraftStore } from './draft-store.ts'
import { REST_MS } from './rest.ts'

const START: ScenarioContent = { policy: STARTING_POLICY, triggers: [], identities: [], exercised: [] }

function setup() {
  let now = 0
  let alarms: { readonly at: number; readonly ring: () => void }[] = []
  const draft = createDraftStore(START, (ms, ring) => {
    const set = { at: now + ms, ring }
    alarms.push(set)
    return () => {
      alarms = alarms.filter((one) => one !== set)
    }
  })
  return {
    draft,
    move: (id: string) => draft.change((present) => ({ ...present, exercised: [id] }), 'one drag'),
    pass: (ms: number) => {
      now += ms
      const due = alarms.filter(({ at }) => at <= now)
      alarms = alarms.filter(({ at }) => at > now)
      for (const { ring } of due) ring()
    },
    rested: () => draft.rested.getState().exercised.join(),
  }
}

test('while the hand moves the rested draft stays as it was, and then it is the last one', () => {
  const { move, pass, rested, draft } = setup()
  for (const id of ['a', 'b', 'c']) {
    move(id)
    pass(REST_MS - 1)
    expect(rested()).toBe('')
  }
  expect(draft.present().exercised).toEqual(['c'])
  pass(1)
  expect(rested()).toBe('c')
})

test('what is undone is rested on as well', () => {
  const { move, pass, rested, draft } = setup()
  move('a')
  pass(REST_MS)
  draft.undo()
  pass(REST_MS)
  expect(rested()).toBe('')
})
