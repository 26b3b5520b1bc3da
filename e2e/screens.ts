import { callAs } from './caller.ts'
import type { RunningGateway } from './gateway.ts'

/** The screens of whoever works alerts, as addresses; the alert and its identity are the first of the store. */
export async function screensOf(gateway: RunningGateway): Promise<readonly string[]> {
  const analyst = await callAs(gateway, 'pe_sample_ines')
  const { items } = await analyst.ask<{ items: readonly { id: string; identityId: string | null }[] }>(
    'GET',
    '/api/alerts?limit=1',
  )
  return [
    '/queue',
    `/alerts/${items[0]?.id}`,
    '/approvals',
    '/identities',
    `/identities/${items[0]?.identityId}`,
    '/record',
    '/sources',
    '/sources?tab=connectors',
  ]
}
