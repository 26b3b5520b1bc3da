import { expect, test } from 'vitest'
import { changedValues, missingFields } from './connector-form.ts'

const kind = {
  fields: [
    { name: 'baseUrl', label: '', hint: '', kind: 'text' as const, isRequired: true },
    { name: 'note', label: '', hint: '', kind: 'lines' as const, isRequired: false },
    { name: 'token', label: '', hint: '', kind: 'secret' as const, isRequired: true },
  ],
}

test('a new connector takes all that is required, one that stands keeps its secret', () => {
  expect(missingFields(kind, [], { baseUrl: ' ' })).toEqual(['baseUrl', 'token'])
  expect(missingFields(kind, ['token'], { baseUrl: 'https://idp.example' })).toEqual([])
})

test('only what was changed is sent, and an empty secret never', () => {
  const before = { baseUrl: 'https://idp.example', note: '' }
  expect(changedValues(kind, before, { ...before, token: '' })).toEqual({})
  expect(changedValues(kind, before, { ...before, note: 'x', token: 'new' })).toEqual({ note: 'x', token: 'new' })
})
