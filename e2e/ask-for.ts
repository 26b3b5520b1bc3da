import { callAs } from './caller.ts'
import { expect } from './fixtures.ts'
import type { RunningGateway } from './gateway.ts'

interface Asked {
  readonly body: { readonly gate: { readonly kind: string } }
  readonly summary: { readonly id: string; readonly number: number; readonly quorum: number }
}

/** Plans of one kind, as many as are needed, on different identities: what the decisions themselves propose, asked for by an analyst. */
export async function askFor(gateway: RunningGateway, count: number): Promise<readonly Asked[]> {
  const ines = await callAs(gateway, 'pe_sample_ines')
  const { items } = await ines.ask<{
    items: readonly { id: string; action: string | null; identityId: string | null }[]
  }>('GET', '/api/alerts?gate=one-approval&limit=400')
  const alerts = items.filter(({ action }) => action === 'revoke-session' || action === 'watch-identity')
  const [first] = alerts
  expect(first, 'an alert whose decision proposes a mild action').toBeDefined()
  const identities = new Set<string | null>()
  const plans: Asked[] = []
  for (const { id, action, identityId } of alerts) {
    if (plans.length === count) break
    if (action !== first?.action || identities.has(identityId)) continue
    identities.add(identityId)
    const reason = 'Seen from two places within a minute'
    const answer = await ines.call('POST', '/api/plans', { alertId: id, action, reason })
    if (answer.status === 201) plans.push((await answer.json()) as Asked)
  }
  expect(plans).toHaveLength(count)
  return plans
}
