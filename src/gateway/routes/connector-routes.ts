import { createRoute, z } from '@hono/zod-openapi'
import { ConnectorView } from '../../domain/views/other-views.ts'
import type { Connector } from '../connectors/connector.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { sayFault } from '../plans/draft-plan.ts'

const list = createRoute({
  method: 'get',
  path: '/connectors',
  tags: ['connectors'],
  summary: 'Every connector: what it can do, the rights it needs, whether it is well',
  responses: {
    200: json(z.object({ items: z.array(ConnectorView) }), 'In the order in which they are asked'),
    ...problems,
  },
})

const HEALTH_WITHIN_MS = 3_000

export function connectorRoutes(gateway: Gateway) {
  return newApi().openapi(list, async (c) => {
    await requireMay(gateway, c, 'read')
    const checkedAt = await gateway.now(gateway.store.read)
    const items = await Promise.all([...gateway.connectors.values()].map((connector) => viewOf(connector, checkedAt)))
    return c.json({ items }, 200)
  })
}

async function viewOf(connector: Connector, checkedAt: number): Promise<ConnectorView> {
  const health = await connector.health(AbortSignal.timeout(HEALTH_WITHIN_MS)).catch((error: unknown) => ({
    ok: false,
    detail: `The connector failed: ${sayFault(error)}`,
  }))
  return {
    id: connector.id,
    title: connector.title,
    actions: [...connector.actions],
    leastPrivilege: [...connector.leastPrivilege],
    triedAgainst: connector.triedAgainst,
    health: { ok: health.ok, detail: health.detail, checkedAt },
  }
}
