import fs from 'node:fs'
import path from 'node:path'
import { Ajv, type AnySchemaObject } from 'ajv'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTION_IDS, type ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { Course } from '../../domain/action/course.ts'
import { PLAYBOOKS } from '../../domain/action/playbooks.ts'
import { whyCourseResolvesTooEarly } from '../../domain/action/secret-alert.ts'
import { STAGED_ROTATION, whyCourseRetiresTooEarly } from '../../domain/action/staged-rotation.ts'
import { type CacaoPlaybook, EXTENSION } from '../../domain/cacao/cacao.ts'
import { fromCacao } from '../../domain/cacao/from-cacao.ts'
import { toCacao } from '../../domain/cacao/to-cacao.ts'
import { sha256 } from '../hash.ts'

const NOON = Date.UTC(2026, 2, 2, 12)
const CONTAINING = ACTION_IDS.filter((id) => actionOf(id).strength > 0)
const REVERSIBLE = CONTAINING.filter((id) => actionOf(id).rollback !== null)

/** Any order there can be, over any actions that contain; taken back only where all of them can be. */
const courses: fc.Arbitrary<Course> = fc
  .tuple(fc.constantFrom('keep' as const, 'take-back' as const), fc.integer({ min: 1, max: 7 }))
  .chain(([onFailure, count]) =>
    fc
      .tuple(
        ...Array.from({ length: count }, (_, i) =>
          fc.record({
            action: fc.constantFrom(...(onFailure === 'take-back' ? REVERSIBLE : CONTAINING)),
            after: fc.subarray(Array.from({ length: i }, (__, j) => j + 1)),
          }),
        ),
      )
      .map((steps) => ({ steps, onFailure })),
  )
  .filter(({ steps }) => whyCourseRetiresTooEarly(steps) === null && whyCourseResolvesTooEarly(steps) === null)

const exported = (course: Course, title = 'Leaked key'): CacaoPlaybook =>
  toCacao({ id: 'leaked-key', version: 3, title, course, createdAt: NOON, modifiedAt: NOON }, sha256)

const validate = officialValidator()

/** The official schemas, read as the draft-07 that they say they are. */
function officialValidator() {
  const file = path.resolve(import.meta.dirname, '../../../mocks/fixtures/cacao/cacao-json-schemas.json')
  const { 'schemas/playbook.json': playbook, ...others } = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<
    string,
    AnySchemaObject
  >
  if (playbook === undefined) throw new Error(`${file} holds no schema of playbooks`)
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  for (const schema of Object.values(others)) ajv.addSchema(schema)
  return ajv.compile(playbook)
}

test('whatever is exported is valid by the official schema, and comes back as it was', () => {
  fc.assert(
    fc.property(courses, (course) => {
      const document = exported(course)
      expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
      expect(fromCacao(JSON.parse(JSON.stringify(document)))).toEqual({
        ok: true,
        playbook: { cacaoId: document.id, title: 'Leaked key', course },
      })
    }),
  )
})

test('a choice between actions is a switch that is valid by the official schema, and is no course to bring in', () => {
  for (const { id, version, title, actions } of PLAYBOOKS) {
    const course: Course = { steps: [], onFailure: 'keep' }
    const document = toCacao({ id, version, title, course, oneOf: actions, createdAt: NOON, modifiedAt: NOON }, sha256)
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    const answer = fromCacao(document)
    expect(answer.ok ? '' : answer.problems.join()).toContain('is a switch-condition: that is not carried out here')
  }
})

test('the same playbook gives the same bytes and the same id, another version other steps', () => {
  const course: Course = { steps: [{ action: 'rotate-secret', after: [] }], onFailure: 'keep' }
  expect(exported(course)).toEqual(exported(course))
  const next = toCacao({ id: 'leaked-key', version: 4, title: 'x', course, createdAt: NOON, modifiedAt: NOON }, sha256)
  expect(next.id).toBe(exported(course).id)
  expect(next.workflow_start).not.toBe(exported(course).workflow_start)
})

test('without our extension the order is what the workflow says: levels one after the other, branches beside each other', () => {
  const course: Course = {
    steps: [
      { action: 'pause-pipeline', after: [] },
      { action: 'rotate-secret', after: [1] },
      { action: 'revoke-session', after: [1] },
      { action: 'disable-identity', after: [2] },
    ],
    onFailure: 'keep',
  }
  const foreign = bare(exported(course))
  expect(fromCacao(foreign)).toMatchObject({
    ok: true,
    playbook: {
      course: {
        steps: [
          { action: 'pause-pipeline', after: [] },
          { action: 'rotate-secret', after: [1] },
          { action: 'revoke-session', after: [1] },
          { action: 'disable-identity', after: [1, 2, 3] },
        ],
      },
    },
  })
})

const ONE: Course = { steps: [{ action: 'rotate-secret', after: [] }], onFailure: 'keep' }
const TWO: Course = {
  steps: [
    { action: 'rotate-secret', after: [] },
    { action: 'revoke-session', after: [1] },
  ],
  onFailure: 'take-back',
}

test('what is not understood is refused whole, each reason naming its step', () => {
  const refused = (change: (steps: Steps, document: Mutable) => void, course = TWO) => {
    const document = structuredClone(exported(course)) as Mutable
    change(document.workflow as Steps, document)
    const answer = fromCacao(document)
    return answer.ok ? [] : answer.problems
  }
  const actionsOf = (steps: Steps, action: ActionId) =>
    Object.values(steps).find((step) => step.name === actionOf(action).title) ?? {}

  expect(refused((steps) => Object.assign(actionsOf(steps, 'rotate-secret'), { on_success: GONE })).join()).toContain(
    `${GONE} is named and does not exist`,
  )
  expect(
    refused((steps, { workflow_start }) =>
      Object.assign(actionsOf(steps, 'revoke-session'), { on_success: workflow_start }),
    ).join(),
  ).toContain('leads back to itself')
  expect(refused((steps) => Object.assign(steps, { [GONE]: { type: 'end' } })).join()).toContain('is never reached')
  expect(refused((steps) => Object.assign(actionsOf(steps, 'rotate-secret'), { delay: 5 })).join()).toContain('waits')
  expect(
    refused((steps) =>
      Object.assign(actionsOf(steps, 'rotate-secret'), {
        name: 'rm -rf /',
        commands: [{ type: 'bash', command: 'rm -rf /' }],
        step_extensions: undefined,
      }),
    ).join(),
  ).toContain('“rm -rf /” is no action of the catalogue')
  expect(
    refused((steps) => {
      for (const step of Object.values(steps))
        if (step.type === 'if-condition') step['condition'] = "__x__:value = '1' OR true"
    }).join(),
  ).toContain('has a condition that no person answers')
  expect(refused((_, document) => Object.assign(document, { playbook_variables: {} })).join()).toContain('not declared')
  expect(refused((_, document) => Object.assign(document, { revoked: true })).join()).toContain('It is revoked')
  expect(
    refused((steps) =>
      Object.assign(actionsOf(steps, 'rotate-secret'), { name: 'enable-identity', step_extensions: {} }),
    ).join(),
  ).toContain('opens again, which is wrong in this place')
  expect(
    refused((steps) => {
      const step = actionsOf(steps, 'revoke-session')
      step['step_extensions'] = { [EXTENSION]: { role: 'contain', action: 'revoke-session', ordinal: 1, after: [] } }
      const other = actionsOf(steps, 'rotate-secret')
      other['step_extensions'] = { [EXTENSION]: { role: 'contain', action: 'rotate-secret', ordinal: 2, after: [1] } }
    }).join(),
  ).toContain('by its extension, and not in the workflow')
})

test('whatever else is sent is refused in words, never thrown', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.anything(), fc.record({ type: fc.constant('playbook'), workflow: fc.anything() })),
      (junk) => {
        expect(fromCacao(junk).ok).toBe(false)
      },
    ),
  )
})

test('an edit anywhere in the workflow never makes a course with an action that it did not have', () => {
  const keys = Object.keys(exported(TWO).workflow)
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      fc.constantFrom(...keys),
      fc.constantFrom('on_success', 'on_failure', 'on_completion', 'on_true'),
      (at, to, link) => {
        const document = structuredClone(exported(TWO)) as Mutable
        const step = (document.workflow as Steps)[at] ?? {}
        step[link] = to
        const answer = fromCacao(document)
        const had = TWO.steps.map(({ action }) => action)
        const added = answer.ok ? answer.playbook.course.steps.filter(({ action }) => !had.includes(action)) : []
        expect(added).toEqual([])
        expect(answer.ok || answer.problems.length > 0).toBe(true)
      },
    ),
  )
})

test('the official schema is what is asked: a document that it refuses is seen as one', () => {
  const { workflow: _, ...without } = exported(ONE)
  expect(validate(without)).toBe(false)
  expect(validate({ ...exported(ONE), id: 'playbook--1' })).toBe(false)
})

const GONE = 'end--00000000-0000-4000-8000-000000000000'
type Steps = Record<string, Record<string, unknown>>
type Mutable = Record<string, unknown> & { workflow: unknown; workflow_start: string }

function bare(document: CacaoPlaybook): CacaoPlaybook {
  const workflow = Object.fromEntries(
    Object.entries(document.workflow).map(([key, step]) => [key, { ...step, step_extensions: {} }]),
  )
  return { ...document, workflow }
}

test('a rotation in stages goes out with its re-pointing as a manual command, which is no approval, and comes back', () => {
  const document = exported(STAGED_ROTATION)
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
  const manual = Object.values(document.workflow).filter((step) => step.commands?.some(({ type }) => type === 'manual'))
  expect(manual.map(({ name }) => name).toSorted()).toEqual(['Approve', 'Re-point a consumer to the new secret'])
  expect(manual.filter(({ out_args: answers }) => answers !== undefined)).toHaveLength(1)
  const back = fromCacao(JSON.parse(JSON.stringify(document)))
  expect(back).toMatchObject({ ok: true, playbook: { course: STAGED_ROTATION } })
})

test('a document that would retire a secret before its consumers are re-pointed is refused, naming the step', () => {
  const early: Course = {
    steps: [
      { action: 'issue-secret', after: [] },
      { action: 'repoint-consumer', after: [1] },
      { action: 'retire-secret', after: [1] },
    ],
    onFailure: 'keep',
  }
  expect(fromCacao(JSON.parse(JSON.stringify(exported(early))))).toEqual({
    ok: false,
    problems: ['Step 3 retires a secret before its consumers are re-pointed.'],
  })
})
