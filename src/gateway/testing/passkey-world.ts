import { expect } from 'vitest'
import type { PlanView } from '../../domain/views/plan-views.ts'
import { type Misbehaviour, type SoftKey, softKey } from '../../testing/soft-key.ts'
import { changesOf } from './change-world.ts'
import type { OpenWorld, PersonName, World } from './gateway-kit.ts'
import { openScene, type Scene, type Situation } from './plan-world.ts'

export const ORIGIN = 'http://localhost'

interface Options {
  readonly creation: { readonly challenge: string }
  readonly confirmation: { readonly challenge: string } | null
}

/** Adds a key as the browser does: asks, makes it, confirms it where that is asked for, sends it. */
export async function enrol(
  world: World,
  who: PersonName,
  more: { key?: SoftKey; confirmWith?: SoftKey; wrong?: Misbehaviour; name?: string } = {},
): Promise<{ key: SoftKey; answer: Response; body: unknown }> {
  const key = more.key ?? (await softKey(ORIGIN, 'localhost'))
  const begun = await world.send(who, 'POST', '/api/passkeys/enrolment')
  expect(begun.status).toBe(200)
  const { creation, confirmation } = (await begun.json()) as Options
  const body = {
    name: more.name ?? 'Blue key',
    attestation: await key.make(creation, more.wrong),
    confirmation:
      confirmation === null || more.confirmWith === undefined ? null : await more.confirmWith.sign(confirmation),
  }
  return { key, answer: await world.send(who, 'POST', '/api/passkeys', body), body }
}

/** A scene in which approvals of its tier must be signed, with one plan that waits. */
export async function openSigned(
  openWorld: OpenWorld,
  situation: Situation = {},
): Promise<{ scene: Scene; plan: PlanView }> {
  const scene = await openScene(openWorld, situation)
  const { change, policyDraft } = changesOf(scene.world)
  await change(
    policyDraft((policy) => {
      policy.gate.passkeyFromTier = 0
    }),
  )
  return { scene, plan: await scene.propose() }
}

/** Asks for the statement, signs it, and votes. */
export async function signedVote(
  scene: Scene,
  who: PersonName,
  planId: string,
  key: SoftKey,
  more: { wrong?: Misbehaviour; choice?: string; reason?: string; votedReason?: string } = {},
) {
  const view = await scene.view(planId, who)
  const ballot = { choice: more.choice ?? 'approve', digest: view.digest, reason: more.reason ?? 'Looked at it' }
  const asked = await scene.world.send(who, 'POST', `/api/plans/${planId}/signature`, {
    ...ballot,
    shown: view.shownDigest,
  })
  if (asked.status !== 200) return { answer: asked, body: null }
  const { request } = (await asked.json()) as { request: { challenge: string } }
  const body = { ...ballot, reason: more.votedReason ?? ballot.reason, assertion: await key.sign(request, more.wrong) }
  return { answer: await scene.world.send(who, 'POST', `/api/plans/${planId}/votes`, body), body }
}
