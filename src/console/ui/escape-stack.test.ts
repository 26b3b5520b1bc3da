import { expect, test } from 'vitest'
import { EscapeStack } from './escape-stack.ts'

test('toasts are asked before a notice, whoever came first, and whoever uses the press up ends it', () => {
  const stack = new EscapeStack()
  const asked: string[] = []
  const answer = (name: string, isUsed: boolean) => (isLast: boolean) => {
    asked.push(isLast ? `${name}, the last` : name)
    return isUsed
  }
  stack.add('notice', answer('notice', true))
  const takeToastAway = stack.add('toast', answer('toast', false))
  expect(stack.press()).toBe(true)
  expect(asked.splice(0)).toEqual(['toast', 'notice, the last'])

  const takeNewerAway = stack.add('notice', answer('newer notice', true))
  expect(stack.press()).toBe(true)
  expect(asked.splice(0)).toEqual(['toast', 'newer notice'])

  takeNewerAway()
  takeToastAway()
  stack.press()
  expect(asked).toEqual(['notice, the last'])
})

test('where nobody wants it the press belongs to the screen', () => {
  const stack = new EscapeStack()
  expect(stack.press()).toBe(false)
  const takeAway = stack.add('toast', () => false)
  expect(stack.press()).toBe(false)
  takeAway()
  expect(stack.press()).toBe(false)
})
