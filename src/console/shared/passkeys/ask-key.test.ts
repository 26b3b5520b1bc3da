import { expect, test } from 'vitest'
import { sayWhy } from './ask-key.ts'

test.each([
  ['NotAllowedError', /cancelled, took too long/],
  ['InvalidStateError', /another device/],
  ['SecurityError', /by its own name/],
  ['SomethingNew', /\(SomethingNew\)\. Try again\.$/],
  ['', /^The key gave no answer\. Try again\.$/],
])('what a browser calls %j is said in words', (name, words) => {
  expect(sayWhy(name)).toMatch(words)
})
