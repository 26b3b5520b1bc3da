import { describe, expect, test } from 'vitest'
import type { Course } from '../../domain/action/course.ts'
import { fromCacao } from '../../domain/cacao/from-cacao.ts'
import { toCacao } from '../../domain/cacao/to-cacao.ts'
import type { Json } from '../../domain/json/json.ts'
import type { PlanDraft, PlanView } from '../../domain/views/plan-views.ts'
import type { OwnPlaybookView } from '../../domain/views/playbook-views.ts'
import type { Connector, Execution } from '../connectors/connector.ts'
import { sha256 } from '../hash.ts'
import { auditEntries } from './audit-check.ts'
import { exercise, viewOf } from './exercise-world.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { createLedgerTarget } from './ledger-target.ts'
import { openScene, problemOf, type Situation } from './plan-world.ts'

/** What a scanner found, by the name of its alert. */
const LEAK = { id: 'octo/reports/security/secret-scanning/42', kind: 'aws_access_key_id' }

const COURSE: Course = {
  steps: [
    { action: 'deactivate-key', after: [] },
    { action: 'revoke-session', after: [1] },
  ],
  onFailure: 'take-back',
}

function documentOf(course: Course, version = 1) {
  return toCacao(
    { id: 'team-course', version, title: 'Key, then sessions', course, createdAt: 0, modifiedAt: 0 },
    sha256,
  )
}

/** Playbooks that people bring in as CACAO 2.0: courses of several actions, under the gate that any plan has. */
export function describeOwnPlaybooks(openWorld: OpenWorld): void {
  const bringIn = async (world: World, document: unknown = documentOf(COURSE)) => {
    const answer = await world.send('edda', 'POST', '/api/own-playbooks', document)
    if (answer.status !== 201) throw new Error(`it answered ${answer.status}: ${await answer.text()}`)
    const { items } = (await answer.json()) as { items: OwnPlaybookView[] }
    return items
  }
  async function opened(course: Course = COURSE, situation: Situation = {}) {
    const target = createLedgerTarget()
    const scene = await openScene(
      openWorld,
      { identity: { kind: 'service-account' }, account: null, ...situation },
      { connectors: new Map([['ledger', target.connector]]) },
    )
    const [own] = await bringIn(scene.world, documentOf(course))
    if (own === undefined) throw new Error('nothing was brought in')
    const propose = async (playbook = own.id) => {
      const answer = await scene.world.send('ines', 'POST', '/api/plans', {
        alertId: scene.alertId,
        action: 'deactivate-key',
        playbook,
        reason: 'The key was seen in a repository',
      })
      if (answer.status !== 201) throw new Error(`it answered ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as PlanView
    }
    const vote = async (plan: PlanView) => {
      for (const who of ['noor', 'tomo'] as const) await scene.vote(who, plan)
    }
    return { scene, target, own, propose, vote }
  }

  describe('playbooks that are brought in', () => {
    test('a CACAO document becomes a course, with its entry; the same again changes nothing, another is its next version', async () => {
      const world = await openWorld()
      const [own] = await bringIn(world)
      expect(own).toMatchObject({ version: 1, title: 'Key, then sessions', course: COURSE, importedBy: 'Edda' })
      expect(await bringIn(world)).toMatchObject([{ version: 1 }])
      expect(await bringIn(world, documentOf({ ...COURSE, onFailure: 'keep' }, 2))).toMatchObject([
        { id: own?.id, version: 2, course: { onFailure: 'keep' } },
      ])
      const entries = (await auditEntries(world)).filter((entry) => entry.code === 'playbook.imported')
      expect(entries.map((entry) => entry.detail['version'])).toEqual([1, 2])
    })

    test('what goes out again is the course that came in, under its own id', async () => {
      const world = await openWorld()
      const [own] = await bringIn(world)
      const document = await world.get<{ id: string }>('ari', `/api/playbooks/${own?.id ?? ''}/cacao`)
      expect(document.id).toBe(documentOf(COURSE).id)
      expect(await bringIn(world, document)).toMatchObject([{ id: own?.id, course: COURSE }])
      expect((await world.request('ari', '/api/playbooks/stolen-session/cacao')).status).toBe(200)
      await problemOf(await world.request('ari', '/api/playbooks/own-nothing/cacao'), 404)
    })

    test('C7 whoever may not, brings nothing in; what is not understood is refused whole, in words', async () => {
      const world = await openWorld()
      await problemOf(await world.send('ines', 'POST', '/api/own-playbooks', documentOf(COURSE)), 403)
      const document = structuredClone(documentOf(COURSE)) as unknown as { workflow: Record<string, { name?: string }> }
      for (const step of Object.values(document.workflow)) {
        if (step.name === 'Deactivate the key') Object.assign(step, { name: 'curl evil', step_extensions: {} })
      }
      const { detail } = await problemOf(await world.send('edda', 'POST', '/api/own-playbooks', document), 422)
      expect(detail).toContain('“curl evil” is no action of the catalogue')
      expect(await world.get('ines', '/api/own-playbooks')).toEqual({ items: [] })
    })

    test('an alert about a leaked secret is resolved behind the step that cuts it, by its own name, and opened again with it', async () => {
      const course: Course = {
        steps: [
          { action: 'deactivate-key', after: [] },
          { action: 'resolve-secret-alert', after: [1] },
        ],
        onFailure: 'keep',
      }
      const { scene, propose, vote } = await opened(course, { signal: { credentials: [LEAK] } })
      const plan = await propose()
      expect(plan.body.steps.map(({ action, target, undo }) => [action, target.credentialIds, undo.action])).toEqual([
        ['deactivate-key', expect.not.arrayContaining([LEAK.id]), 'reactivate-key'],
        ['resolve-secret-alert', [LEAK.id], 'reopen-secret-alert'],
      ])
      await vote(plan)
      expect(await scene.run(plan.summary.id)).toMatchObject({ state: 'done', containment: 'contained' })
      const undoing = await scene.world.send('ines', 'POST', `/api/plans/${plan.summary.id}/rollback`, {
        reason: 'A test',
      })
      const { body } = (await undoing.json()) as PlanView
      expect(body.steps.map(({ action }) => action)).toEqual(['reopen-secret-alert', 'reactivate-key'])
      const alone = documentOf({ steps: [{ action: 'resolve-secret-alert', after: [] }], onFailure: 'keep' }, 2)
      const { detail } = await problemOf(await scene.world.send('edda', 'POST', '/api/own-playbooks', alone), 422)
      expect(detail).toContain('resolves an alert as revoked, and no step before it revokes a credential')
    })

    test('where a record names a scanner’s alert the shipped course cuts, then tells the scanner; elsewhere it is not offered', async () => {
      const { scene, propose, vote } = await opened(COURSE, { signal: { credentials: [LEAK] } })
      const draft = (also = '') =>
        scene.world.get<PlanDraft>('ines', `/api/alerts/${scene.alertId}/draft?action=deactivate-key${also}`)
      expect((await draft()).courses.map(({ title }) => title)).toEqual([
        'Deactivate the key, then resolve the scanner’s alert about it',
        'Key, then sessions',
      ])
      const { body } = await draft('&playbook=deactivate-key-then-alert')
      expect(body.playbook).toEqual({ id: 'deactivate-key-then-alert', version: 1 })
      expect(body.steps[1]?.survives[0]).toContain('The secret, unless it is among what step 1 cuts')
      const plan = await propose('deactivate-key-then-alert')
      await vote(plan)
      expect(await scene.run(plan.summary.id)).toMatchObject({ state: 'done', containment: 'contained' })
      const document = await scene.world.get<{ id: string }>('ari', '/api/playbooks/deactivate-key-then-alert/cacao')
      expect(fromCacao(document as unknown as Json)).toMatchObject({ ok: true })

      const other = await opened()
      const { courses } = await other.scene.world.get<PlanDraft>(
        'ines',
        `/api/alerts/${other.scene.alertId}/draft?action=deactivate-key`,
      )
      expect(courses.map(({ title }) => title)).toEqual(['Key, then sessions'])
    })

    test('a rotation in stages and the scanner’s alert are one plan: told once the old secret is refused', async () => {
      const leak = { id: 'octo/reports/security/secret-scanning/42', kind: 'aws_access_key_id' }
      const { scene } = await opened(COURSE, { signal: { credentials: [leak], sessions: [] } })
      const draft = (also = '') =>
        scene.world.get<PlanDraft>('ines', `/api/alerts/${scene.alertId}/draft?action=rotate-secret${also}`)
      expect((await draft()).courses.map(({ id }) => id)).toEqual([
        'rotate-secret-then-alert',
        'rotate-in-stages-then-alert',
      ])
      const { body } = await draft(`&playbook=rotate-in-stages-then-alert&repointWithinMs=${60 * 60_000}`)
      expect(body.repointWithinMs ?? null).toBe(
        body.steps.some(({ connector }) => connector === 'people') ? 3_600_000 : null,
      )
      const ordered = body.steps.map(({ action, after }) => ({ action, after }))
      expect([ordered[0]?.action, ordered.at(-2)?.action, ordered.at(-1)?.action]).toEqual([
        'issue-secret',
        'retire-secret',
        'resolve-secret-alert',
      ])
      expect(ordered.at(-1)?.after).toEqual([body.steps.length - 1])
    })

    test('a scanner’s alert that somebody opens again later is told, though it never contained anything', async () => {
      const { scene, target, propose, vote } = await opened(COURSE, { signal: { credentials: [LEAK] } })
      const asItIs = { ...target.connector }
      let isOpen = false
      const about: Connector['verify'] = async (step, ...rest) => {
        const read = await asItIs.verify(step, ...rest)
        if (step.action !== 'resolve-secret-alert') return read
        const told = isOpen ? { effect: 'absent' as const, detail: 'It is open again.' } : {}
        return { ...read, containment: 'not-contained', ...told }
      }
      Object.assign(target.connector, { verify: about })
      const plan = await propose('deactivate-key-then-alert')
      await vote(plan)
      expect(await scene.run(plan.summary.id)).toMatchObject({ state: 'done' })
      isOpen = true
      for (let round = 0; round < 5; round += 1) {
        scene.world.clock.now += 5_000
        await scene.runner().tick()
      }
      const { steps } = await scene.view(plan.summary.id)
      expect(steps.map(({ readback }) => readback)).toEqual(['It is closed.', 'It is open again.'])
      const failed = (await auditEntries(scene.world)).filter((entry) => entry.code === 'step.failed')
      expect(failed.map(({ detail }) => detail['readback'])).toEqual(['It is open again.'])
    })

    test('its plan runs the whole course in order, never without a vote, bound to its version', async () => {
      const { scene, own, propose, vote } = await opened()
      const plan = await propose()
      expect(plan.body).toMatchObject({ playbook: { id: own.id, version: 1 }, onFailure: 'take-back' })
      expect(plan.body.gate.kind).not.toBe('auto')
      expect(plan.body.steps.map(({ action, after }) => [action, after])).toEqual([
        ['deactivate-key', []],
        ['revoke-session', [1]],
      ])
      await vote(plan)
      expect(await scene.run(plan.summary.id)).toMatchObject({ state: 'done', summary: { steps: { done: 2, all: 2 } } })
    })

    test('a course of which another plan does a later step already is refused, and named; once that one is over it is not', async () => {
      const { scene, propose } = await opened()
      const other = await scene.propose('revoke-session')
      await expect(propose()).rejects.toThrow(
        /P-1 does step 2 of this already \(Revoke its sessions: report-runner-1\) and is pending/,
      )
      const { store } = scene.world
      expect(
        await store.read.selectFrom('plan').select('id').where('tenant', '=', store.tenant).execute(),
      ).toHaveLength(1)
      const path = `/api/plans/${other.summary.id}/cancel`
      expect((await scene.world.send('ines', 'POST', path, { reason: 'The course does it' })).status).toBe(200)
      expect((await propose()).body.steps).toHaveLength(2)
    })

    test('C3 a new version voids what was approved under the old one', async () => {
      const { scene, propose, vote } = await opened()
      const plan = await propose()
      await vote(plan)
      await bringIn(scene.world, documentOf({ ...COURSE, onFailure: 'keep' }, 2))
      const end = await scene.run(plan.summary.id)
      expect(end).toMatchObject({ state: 'void' })
      expect(end.stateReason).toContain('Playbook: Was')
    })

    test('where a step fails, taking back what was done is asked for at once, and passes a gate of its own', async () => {
      const { scene, target, propose, vote } = await opened()
      const plan = await propose()
      await vote(plan)
      target.between = (key, act) =>
        Promise.resolve(key.endsWith('-2') ? ({ kind: 'refused', reason: 'No.' } satisfies Execution) : act())
      expect(await scene.run(plan.summary.id)).toMatchObject({ state: 'failed' })
      await scene.runner().tick()
      const { undoneBy } = await scene.view(plan.summary.id)
      const undo = await scene.view(undoneBy ?? '')
      expect(undo).toMatchObject({
        state: 'pending',
        body: { undoes: plan.summary.id, requestedBy: { id: 'gateway' } },
      })
      expect(undo.body.steps.map(({ action }) => action)).toEqual(['reactivate-key'])
      expect(target.effects.size).toBe(1)
      await vote(undo)
      expect(await scene.run(undo.summary.id)).toMatchObject({ state: 'done' })
    })

    test('each version is exercised anew', async () => {
      const { scene, own } = await opened()
      const exercised = () => viewOf(scene.world, own.id)
      expect(await exercised()).toMatchObject({ exercisedAt: null })
      await exercise(scene.world, own.id)
      expect(await exercised()).toMatchObject({ isFresh: true, last: { state: 'passed' } })
      await bringIn(scene.world, documentOf({ ...COURSE, onFailure: 'keep' }, 2))
      expect(await exercised()).toMatchObject({ playbook: { version: 2 }, exercisedAt: null })
    })
  })
}
