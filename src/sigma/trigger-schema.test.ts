import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import * as z from 'zod'
import { FRAMEWORK_IDS } from '../domain/framework/frameworks.ts'
import { loadPack } from './pack/pack.ts'
import { triggerSchema } from './trigger-schema.ts'

/** As a reader elsewhere has it: the JSON alone, without the schema it was made from. */
const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(triggerSchema())))

function documentsOf(text: string): readonly unknown[] {
  return parseAllDocuments(text).map((document) => document.toJS() as unknown)
}

test('the schema accepts every document of every trigger of the pack', () => {
  for (const { trigger, text } of loadPack()) {
    for (const document of documentsOf(text)) {
      expect([trigger.id, schema.safeParse(document).error?.issues ?? []]).toEqual([trigger.id, []])
    }
  }
})

const GOOD = `title: Trail stopped
name: trail-stopped
level: high
tags: [attack.t1562.008]
sluicegate:
  version: 3
  threatens: credential
  confidence: 75
  playbook: leaked-credential
`

test.each([
  ['as it is', '', '', true],
  ['with everything that a block may hold', 'confidence: 75', fullBlock(), true],
  ['with a level that is none', 'level: high', 'level: hgih', false],
  ['with a threat that is none', 'threatens: credential', 'threatens: credentials', false],
  ['with a playbook that does not exist', 'playbook: leaked-credential', 'playbook: leaked', false],
  ['with a confidence beyond 100', 'confidence: 75', 'confidence: 175', false],
  ['with a key that may be a slip', 'confidence: 75', 'confidence: 75\n  treshold: 5', false],
  ['with a framework id that never existed', 'confidence: 75', 'confidence: 75\n  frameworks: [RS.MI-03]', false],
  ['without a playbook', '  playbook: leaked-credential\n', '', false],
  ['without a title', 'title: Trail stopped\n', '', false],
  ['with a name that is a sentence', 'name: trail-stopped', 'name: Trail stopped', false],
])('a trigger %s', (_what, from, to, isAccepted) => {
  const [document] = documentsOf(GOOD.replace(from, to))
  expect(schema.safeParse(document).success).toBe(isAccepted)
})

test('an editor can offer every framework id and explain every key', () => {
  const { properties } = z
    .object({ properties: z.record(z.string(), z.looseObject({})) })
    .parse(triggerSchema().properties.sluicegate)
  expect(JSON.stringify(properties['frameworks'])).toContain(JSON.stringify(FRAMEWORK_IDS))
  for (const key of ['threatens', 'confidence', 'playbook', 'scope', 'owners', 'preserve', 'frameworks', 'subject']) {
    expect([key, typeof properties[key]?.['description']]).toEqual([key, 'string'])
  }
})

function fullBlock(): string {
  return `confidence: 75
  subject: affected
  scope: {kinds: [cloud-role], environments: [prod], teams: [Payments]}
  automation: {allowed: true, threshold: 90, stepsPerHour: 2}
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list]
  frameworks: ['NHI2:2025', RS.MI-01]`
}
