import { expect, test } from 'vitest'
import { cancelRefusal, consumersNow, countConsumers, isUnderWay, stepWords } from './plan-progress.ts'

test('a step in doubt never reads as done or as failed', () => {
  expect(stepWords({ state: 'sent', containment: 'in-doubt' })).toContain('In doubt')
  expect(stepWords({ state: 'done', containment: 'contained' })).toBe('Read back')
})

test('a plan is looked at again only while something may happen by itself', () => {
  expect(isUnderWay({ state: 'running' })).toBe(true)
  expect([isUnderWay({ state: 'pending' }), isUnderWay({ state: 'done' }), isUnderWay({ state: 'paused' })]).toEqual([
    false,
    false,
    false,
  ])
})

test('cancelling is for who asked or a manager, before anything runs; everybody else learns who can', () => {
  const body = { requestedBy: { id: 'ines', name: 'Ines', team: 'SOC' } }
  expect(cancelRefusal({ state: 'pending', body }, { id: 'ines', isManager: false })).toBeNull()
  expect(cancelRefusal({ state: 'pending', body }, { id: 'mira', isManager: true })).toBeNull()
  expect(cancelRefusal({ state: 'pending', body }, { id: 'noor', isManager: false })).toContain('Ines')
  expect(cancelRefusal({ state: 'running', body }, { id: 'ines', isManager: false })).not.toBeNull()
})

test('the last word about a consumer counts', () => {
  const steps = [
    { consumers: [{ name: 'a', state: 'broken' as const }] },
    {
      consumers: [
        { name: 'a', state: 'working' as const },
        { name: 'b', state: 'recovering' as const },
      ],
    },
  ]
  expect(consumersNow(steps).get('a')).toBe('working')
  expect(countConsumers(steps)).toEqual({ working: 1, recovering: 1, broken: 0 })
})
