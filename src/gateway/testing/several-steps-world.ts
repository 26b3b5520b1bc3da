import type { PlanView } from '../../domain/views/plan-views.ts'
import { aCredential } from '../../testing/builders.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { createLedgerTarget } from './ledger-target.ts'
import { openScene, type Situation } from './plan-world.ts'

/** A leaked key, two grants that were issued with it, and a replica’s key below one of them. */
export const TREE: Situation = {
  identity: {
    kind: 'service-account',
    credentials: [
      aCredential({ id: 'grant-b', below: 'key' }),
      aCredential({ id: 'key' }),
      aCredential({ id: 'grant-a', below: 'key' }),
      aCredential({ id: 'replica', below: 'grant-a' }),
      aCredential({ id: 'other' }),
    ],
  },
  signal: { sessions: [], credentials: [{ id: 'key', kind: 'access-key' }] },
  dependencies: [],
}

/** A rotation of all of that, asked for at a target that does what it is told, and approved. */
export async function askedOfLedger(
  openWorld: OpenWorld,
  situation: Situation = TREE,
  restoreAfterMs: number | null = null,
) {
  const target = createLedgerTarget()
  const scene = await openScene(
    openWorld,
    { ...situation, account: null },
    {
      connectors: new Map([['ledger', target.connector]]),
    },
  )
  // The twin knows nobody here, so the ledger is asked.
  const answer = await scene.world.send('ines', 'POST', '/api/plans', {
    alertId: scene.alertId,
    action: 'rotate-secret',
    reason: 'The key was seen in a public repository',
    exceedsCap: false,
    restoreAfterMs,
  })
  if (answer.status !== 201) throw new Error(`it answered ${answer.status}: ${await answer.text()}`)
  const plan = (await answer.json()) as PlanView
  for (const who of ['noor', 'tomo'] as const) await scene.vote(who, plan)
  return { scene, target, plan, id: plan.summary.id }
}
