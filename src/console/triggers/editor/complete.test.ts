import { expect, test } from 'vitest'
import type { Vocabulary } from '../../../engine/worker/client.ts'
import { offersAt } from './complete.ts'

const WORDS: Vocabulary = {
  fields: {
    cloudtrail: [
      { name: 'eventName', count: 1200, values: ['GetCallerIdentity', '*odd: one', 'yes', '403'] },
      { name: 'sourceIPAddress', count: 1100, values: [] },
    ],
    'okta-system-log': [{ name: 'eventType', count: 3, values: [] }],
  },
  evidence: [{ name: 'novel.region', meaning: 'first time here', values: ['true', 'false'] }],
  logSources: [
    { product: 'aws', service: 'cloudtrail', format: 'cloudtrail' },
    { product: 'okta', service: 'okta', format: 'okta-system-log' },
  ],
  modifiers: ['contains', 'startswith'],
  keys: ['title', 'detection'],
  levels: ['low', 'high'],
  tags: [{ name: 'attack.t1078', meaning: 'Valid Accounts' }],
  response: {
    '': [{ name: 'playbook', meaning: 'what answers' }],
    playbook: [{ name: 'stolen-session', meaning: '' }],
    'scope.kinds': [{ name: 'cloud-role', meaning: '' }],
  },
}
const AWS = 'logsource: {product: aws, service: cloudtrail}\n'

function labelsAt(marked: string): readonly string[] | null {
  const found = offersAt(marked.replace('‸', ''), marked.indexOf('‸'), WORDS)
  return found === null ? null : found.offers.map(({ label }) => label)
}

function inserts(marked: string, label: string): string {
  const offset = marked.indexOf('‸')
  const text = marked.replace('‸', '')
  const found = offersAt(text, offset, WORDS)
  const offer = found?.offers.find((one) => one.label === label)
  if (found === null || offer === undefined) throw new Error(`${label} is not offered`)
  return text.slice(0, found.from) + (offer.insert ?? offer.label) + text.slice(offset)
}

test('fields are those that records of the rule’s log source hold, with the facts of enrichment', () => {
  expect(labelsAt(`${AWS}detection:\n  s:\n    ev‸`)).toEqual(['eventName', 'sourceIPAddress', 'novel.region'])
  expect(labelsAt(`logsource:\n  product: okta\n  service: okta\ndetection:\n  s:\n    ev‸`)).toEqual([
    'eventType',
    'novel.region',
  ])
})

test('after the bar of a field come modifiers, and only the last one is replaced', () => {
  expect(inserts(`${AWS}detection:\n  s:\n    eventName|all|cont‸`, 'contains')).toBe(
    `${AWS}detection:\n  s:\n    eventName|all|contains`,
  )
})

test('values are those that the field holds, quoted where YAML would read something else', () => {
  const text = `${AWS}detection:\n  s:\n    eventName:\n      - ‸`
  expect(inserts(text, 'GetCallerIdentity')).toMatch(/- GetCallerIdentity$/)
  expect(inserts(text, '*odd: one')).toMatch(/- '\*odd: one'$/)
  expect(inserts(text, 'yes')).toMatch(/- 'yes'$/)
  expect(inserts(text, '403')).toMatch(/- 403$/)
})

test('a closed fact offers its values', () => {
  expect(labelsAt(`${AWS}detection:\n  s:\n    novel.region: ‸`)).toEqual(['true', 'false'])
})

test('a condition knows the detections of this text, and only its last word is replaced', () => {
  const text = 'detection:\n  one:\n    a: 1\n  two:\n    b: 2\n  condition: one and t‸'
  expect(labelsAt(text)?.slice(0, 3)).toEqual(['one', 'two', 'and'])
  expect(inserts(text, 'two')).toMatch(/condition: one and two$/)
})

test('services are those of the product', () => {
  expect(labelsAt('logsource:\n  product: okta\n  service: ‸')).toEqual(['okta'])
})

test('the response block offers its keys and the values of its closed lists', () => {
  expect(labelsAt('sluicegate:\n  pl‸')).toEqual(['playbook'])
  expect(labelsAt('sluicegate:\n  playbook: ‸')).toEqual(['stolen-session'])
  expect(labelsAt('sluicegate:\n  scope: {kinds: [cl‸')).toEqual(['cloud-role'])
})

test('levels and tags; in free text nothing', () => {
  expect(labelsAt('level: ‸')).toEqual(['low', 'high'])
  expect(labelsAt('tags: [att‸')).toEqual(['attack.t1078'])
  expect(labelsAt('title: some ‸')).toBeNull()
})
