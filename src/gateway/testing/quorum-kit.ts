import { describe, expect, test } from 'vitest'
import type { ApproverDomain } from '../../domain/people/domains.ts'
import type { Person } from '../../domain/people/person.ts'
import type { QuorumRules } from '../../domain/policy/quorum-rules.ts'
import type { SessionView } from '../../domain/views/other-views.ts'
import { auditEntries } from './audit-check.ts'
import { changesOf } from './change-world.ts'
import type { OpenWorld, PersonName } from './gateway-kit.ts'
import { openScene, problemOf, type Scene } from './plan-world.ts'

const give = (
  scene: Scene,
  who: PersonName,
  to: PersonName,
  domains: ApproverDomain[],
  before: ApproverDomain[] = [],
) => scene.world.send(who, 'PUT', `/api/people/pe_${to}/domains`, { before, domains, reason: 'Rota of this week' })

async function withQuorums(openWorld: OpenWorld, quorums: Partial<QuorumRules>): Promise<Scene> {
  const scene = await openScene(openWorld)
  const { change, policyDraft } = changesOf(scene.world)
  await change(
    policyDraft(
      (policy) => {
        policy.gate.quorums = { ...policy.gate.quorums, ...quorums }
      },
      { acceptsImpassable: true },
    ),
  )
  return scene
}

const IAM_AND_ANYBODY: Partial<QuorumRules> = {
  'one-approval': [
    { title: 'Access', need: 1, seats: ['iam'], silence: null },
    { title: 'Response', need: 1, seats: ['anybody'], silence: null },
  ],
}

/** Who must approve is a policy's, frozen onto the plan; who may sit where is judged by the people of the moment. */
export function describeQuorums(openWorld: OpenWorld): void {
  describe('quorums', () => {
    test('stages of the policy are frozen onto the plan, counted at the same time, each person in one seat', async () => {
      const scene = await withQuorums(openWorld, IAM_AND_ANYBODY)
      expect((await give(scene, 'mira', 'tomo', ['iam'])).status).toBe(200)
      const plan = await scene.propose()
      expect(plan.body.gate).toMatchObject({
        kind: 'one-approval',
        quorum: 2,
        stages: [
          { title: 'Access', need: 1, seats: [{ of: 'domain', domain: 'iam' }] },
          { title: 'Response', need: 1, seats: [{ of: 'anybody' }] },
        ],
      })
      await scene.vote('tomo', plan)
      const half = await scene.view(plan.summary.id, 'noor')
      expect(half).toMatchObject({ state: 'pending', summary: { approvals: 1 } })
      // Somebody else of IAM would do as well: Tomo moves to the other seat then.
      expect(half.summary.openTo).toEqual([{ of: 'domain', domain: 'iam' }, { of: 'anybody' }])
      expect(half.seats.map(({ seats }) => seats.map(({ holder }) => holder))).toEqual([['pe_tomo'], [null]])
      await scene.vote('noor', plan)
      expect((await scene.run(plan.summary.id)).state).toBe('done')
      // Afterwards it is drawn as it was, whatever became of the people since.
      await give(scene, 'mira', 'tomo', [], ['iam'])
      expect((await scene.view(plan.summary.id)).state).toBe('done')
    })

    test('an approval that would fill no seat is refused with who could; it may be rejected all the same', async () => {
      const scene = await withQuorums(openWorld, {
        'one-approval': [{ title: 'Access', need: 1, seats: ['iam'], silence: null }],
      })
      await give(scene, 'mira', 'tomo', ['iam'])
      const plan = await scene.propose()
      const seen = await scene.view(plan.summary.id, 'noor')
      const because = 'Your approval would fill no seat: it needs somebody of IAM. Tomo can.'
      expect(seen.summary).toMatchObject({
        mayVote: { allowed: false, rule: 'vote.no-seat', because },
        mayReject: { allowed: true },
      })
      expect((await problemOf(await scene.vote('noor', plan), 403)).detail).toBe(because)
      const lists = async (who: PersonName) => {
        const items = async (list: string) =>
          (await scene.world.get<{ items: readonly unknown[] }>(who, `/api/plans?list=${list}`)).items.length
        return [await items('waiting-for-me'), await items('waiting')]
      }
      expect(await lists('noor')).toEqual([0, 1])
      expect(await lists('tomo')).toEqual([1, 0])
      expect((await scene.vote('noor', plan, 'reject')).status).toBe(200)
      expect(await scene.view(plan.summary.id)).toMatchObject({ state: 'rejected' })
    })

    test('a seat is judged again before the step: whoever lost the domain meanwhile holds it no longer', async () => {
      const scene = await withQuorums(openWorld, IAM_AND_ANYBODY)
      await give(scene, 'mira', 'tomo', ['iam'])
      const plan = await scene.propose()
      await scene.vote('tomo', plan)
      await scene.vote('noor', plan)
      await give(scene, 'mira', 'tomo', [], ['iam'])
      const paused = await scene.run(plan.summary.id)
      expect(paused).toMatchObject({ state: 'paused' })
      expect(paused.stateReason).toContain('1 of 2 missing: it needs somebody of IAM.')
      expect(paused.stateReason).toContain('takes no more votes')
      expect(await scene.effects()).toBe(0)
    })

    test('a gate that nobody of today could pass is refused, unless its proposer says that it is meant', async () => {
      const scene = await openScene(openWorld)
      const { policyDraft } = changesOf(scene.world)
      const draft = (acceptsImpassable: boolean) =>
        policyDraft(
          (policy) => {
            policy.gate.quorums = { ...policy.gate.quorums, ...IAM_AND_ANYBODY }
          },
          { acceptsImpassable },
        )
      const refused = await problemOf(await scene.world.send('edda', 'POST', '/api/changes', draft(false)), 422)
      expect(refused.detail).toContain('One approval: No plan of this gate could be approved')
      expect(refused.detail).toContain('acceptsImpassable')
      const log = await auditEntries(scene.world)
      expect(log.at(-1)).toMatchObject({ code: 'access.refused', detail: { rule: 'change.impassable-gate' } })
      expect((await scene.world.send('edda', 'POST', '/api/changes', draft(true))).status).toBe(201)
    })

    test('where nobody who is here could take a seat the plan says so before anybody waits', async () => {
      const scene = await withQuorums(openWorld, IAM_AND_ANYBODY)
      const plan = await scene.propose()
      expect(plan.body.gate.reasons).toContainEqual({
        about: 'gate',
        rule: 'gate.seat-empty',
        input: 'Nobody of IAM is an approver here today',
        effect: 'A seat stays free until somebody who may take it can approve',
      })
    })

    test('another manager gives domains, with an entry; nobody gives their own, nor over what they did not see', async () => {
      const scene = await openScene(openWorld)
      expect((await problemOf(await give(scene, 'ines', 'tomo', ['iam']), 403)).detail).toContain('role manager')
      expect((await problemOf(await give(scene, 'mira', 'mira', ['iam']), 403)).detail).toContain('for themselves')
      const { session } = await scene.world.get<{ session: SessionView }>('mira', '/api/session')
      expect(session.ownDomains).toMatchObject({ allowed: false, rule: 'give-domains.own' })
      expect(session.rights['give-domains']?.allowed).toBe(true)
      const answer = await give(scene, 'mira', 'tomo', ['soc', 'iam'])
      expect((await answer.json()) as Person).toMatchObject({ id: 'pe_tomo', domains: ['iam', 'soc'] })
      expect((await problemOf(await give(scene, 'mira', 'tomo', []), 409)).detail).toContain('changed meanwhile')
      await problemOf(
        await scene.world.send('mira', 'PUT', '/api/people/pe_x/domains', {
          before: [],
          domains: [],
          reason: 'Nobody',
        }),
        404,
      )
      const entries = await auditEntries(scene.world)
      expect(entries.filter(({ code }) => code === 'person.domains-changed')).toMatchObject([
        { actor: { id: 'pe_mira' }, detail: { before: [], domains: ['iam', 'soc'], reason: 'Rota of this week' } },
      ])
      expect(entries.filter(({ code }) => code === 'access.refused').map(({ detail }) => detail['rule'])).toEqual([
        'give-domains.by-role',
        'give-domains.own',
      ])
    })
  })
}
