import { callAs } from './caller.ts'
import { expect } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'

/** Puts a policy in force whose gate differs in this: proposed by the trigger engineer, reviewed by the manager. */
export async function changePolicy(gateway: RunningGateway, change: Readonly<Record<string, unknown>>): Promise<void> {
  const edda = await callAs(gateway, 'pe_sample_edda')
  const mira = await callAs(gateway, 'pe_sample_mira')
  const { policy } = await edda.ask<{ policy: { version: number; gate: object } }>('GET', '/api/policy')
  const proposed = await edda.ask<{ change: { id: string; digest: string } }>('POST', '/api/changes', {
    kind: 'policy',
    baseVersion: policy.version,
    policy: { ...policy, gate: { ...policy.gate, ...change } },
    activateAt: null,
    reason: 'Approvals are given another way from now on',
  })
  const { id, digest } = proposed.change
  await mira.ask('POST', `/api/changes/${id}/reviews`, { choice: 'approve', digest, reason: 'Agreed' })
  await expect
    .poll(async () => (await edda.ask<{ policy: { version: number } }>('GET', '/api/policy')).policy.version, {
      timeout: 60_000,
    })
    .toBe(policy.version + 1)
}
