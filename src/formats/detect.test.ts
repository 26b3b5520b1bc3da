import fs from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../domain/json/json.ts'
import { detect, LEAST_CERTAINTY, unwrapDetected } from './detect.ts'
import { type Format, refused } from './format.ts'
import { FORMATS } from './registry.ts'
import { fixture } from './telemetry-kit.ts'

function aFormat(name: string, certainty: number): Format {
  return {
    name,
    title: name,
    form: 'finding',
    recognise: () => ({ certainty, because: `${name} said so` }),
    normalise: () => refused('not here'),
  }
}

test('the most certain format wins and says why', () => {
  expect(detect({}, [aFormat('a', 70), aFormat('b', 95)])).toMatchObject({
    ok: true,
    certainty: 95,
    because: 'b said so',
  })
})

test('two that are nearly as certain are both named and neither is taken', () => {
  const found = detect({}, [aFormat('a', 95), aFormat('b', 94), aFormat('c', 10)])
  expect(found).toMatchObject({ ok: false, reason: 'ambiguous: a (95 %: a said so) or b (94 %: b said so)' })
})

test('too little certainty is no answer, and no certainty at all says so', () => {
  expect(detect({}, [aFormat('a', LEAST_CERTAINTY - 1)])).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/the nearest is a/),
  })
  expect(detect({}, [aFormat('a', 0)])).toMatchObject({
    ok: false,
    reason: 'no format recognises this record',
    candidates: [],
  })
})

test('format names are stable addresses: unique and in kebab-case', () => {
  const names = FORMATS.map((format) => format.name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  expect(names).toEqual(names.toSorted())
})

/** Which formats each folder of real records may be taken for. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'ai-agents': ['anthropic-activity', 'bedrock-invocation', 'openai-audit'],
  azure: ['azure-activity', 'entra-audit'],
  cloudtrail: ['cloudtrail'],
  falco: ['falco'],
  'gcp-audit': ['gcp-audit'],
  github: ['github-audit', 'github-webhook'],
  guardduty: ['guardduty'],
  'kubernetes-audit': ['kubernetes-audit'],
  'microsoft-alerts': ['microsoft-graph-alert'],
  ocsf: ['ocsf-finding'],
  okta: ['okta-system-log'],
  securityhub: ['asff'],
  'vendor-alerts': ['thinkst-canary', 'tracebit', 'wiz-detection', 'wiz-issue'],
}

test('no real record is taken for the format of another vendor, and none is ambiguous', () => {
  const root = path.resolve(import.meta.dirname, '../../mocks/fixtures')
  const wrong: string[] = []
  let recordCount = 0
  for (const [folder, allowed] of Object.entries(FOLDERS)) {
    for (const file of fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('json')) continue
      for (const outer of fixture(path.join(folder, file))) {
        for (const record of unwrapDetected(outer, FORMATS) ?? [outer]) {
          recordCount += 1
          const found = detect(record as JsonObject, FORMATS)
          const isWrong = found.ok ? !allowed.includes(found.format.name) : found.candidates.length > 1
          if (isWrong) wrong.push(`${file}: ${found.ok ? found.format.name : found.reason}`)
        }
      }
    }
  }
  expect(wrong).toEqual([])
  expect(recordCount).toBeGreaterThan(300)
})

test('an envelope is opened by the format that knows what is inside', () => {
  const [finding = {}] = fixture('guardduty/aws-samples-iam-finding.json')
  expect(unwrapDetected({ source: 'aws.guardduty', detail: finding }, FORMATS)).toEqual([finding])
  expect(unwrapDetected(finding, FORMATS)).toBeNull()
  expect(unwrapDetected({ Records: [{ nothing: 'known' }] }, FORMATS)).toBeNull()
})

test('no format throws on any object, recognising, opening or reading it', () => {
  const keys = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '__proto__',
      'then',
      'detail',
      'Records',
      'finding',
      'evidence',
      'message',
      'data',
      'rule',
      'kibana',
      'actor',
      'resource',
      'service',
    ),
  )
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    ),
  })).value
  fc.assert(
    fc.property(fc.dictionary(keys, json, { maxKeys: 6 }), (value) => {
      const record = JSON.parse(JSON.stringify(value)) as JsonObject
      for (const format of FORMATS) {
        expect(format.recognise(record).certainty).toBeLessThanOrEqual(100)
        format.unwrap?.(record)
        format.normalise(record, { digest: () => 'd', headers: {} })
      }
    }),
  )
})
