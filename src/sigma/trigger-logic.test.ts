import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { createMemory } from './correlation/correlate.ts'
import type { Evidence } from './fires.ts'
import { parseTrigger } from './parse-trigger.ts'
import { judge, matchedBy, memoryKeys, type TriggerLogic } from './trigger-logic.ts'

const text = (generate: boolean) => `title: Keys made in a row
name: keys-in-a-row
correlation:
  type: event_count
  rules: [key_made]
  group-by: [userIdentity.arn]
  timespan: 1m
  condition: {gte: 2}
  generate: ${generate}
sluicegate: {threatens: credential, confidence: 75, playbook: leaked-credential}
---
title: Key made
name: key_made
logsource: {product: aws, service: cloudtrail}
detection: {selection: {eventName: CreateAccessKey}, condition: selection}
`

function logicOf(written: string): TriggerLogic {
  const parsed = parseTrigger(written)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.logic
}

/** A record as ingest hands it on; the signal is not looked at by rules over a vendor's record. */
function evidenceOf(record: JsonObject, format = 'cloudtrail'): Evidence {
  return { format, record, signal: {} as Evidence['signal'], facts: {} }
}
const made = evidenceOf({ eventName: 'CreateAccessKey', userIdentity: { arn: 'a' } })

test('only the document with the response raises an alert, whatever generate says of the rules below it', () => {
  for (const generate of [false, true]) {
    const logic = logicOf(text(generate))
    const memory = createMemory()
    const told = [0, 30_000].map((at) => judge(logic, matchedBy(logic, made), made, at, memory))
    expect(told).toEqual([false, true])
  }
})

test('a record of another format matches nothing and touches no memory', () => {
  const logic = logicOf(text(false))
  const other = evidenceOf(made.record, 'okta-system-log')
  expect(matchedBy(logic, other).size).toBe(0)
  expect(memoryKeys(logic, matchedBy(logic, other), other)).toEqual([])
  expect(memoryKeys(logic, matchedBy(logic, made), made)).toEqual(['0 ["a"]'])
})
