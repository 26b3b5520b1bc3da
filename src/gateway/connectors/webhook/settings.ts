import type { Reach } from '../outbound/address.ts'
import type { Deliver } from '../outbound/deliver.ts'
import { deliverOverNode } from '../outbound/deliver-node.ts'

/**
 * The webhook as the environment configures it: `SLUICEGATE_WEBHOOK_URL`, `SLUICEGATE_WEBHOOK_SECRET`, and
 * `SLUICEGATE_WEBHOOK_ALLOW_LOOPBACK=1` for a receiver on this machine. Undefined where no address is set; throws where
 * the address stands without a secret.
 */
export function webhookFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  outbound: Reach,
): { url: string; secret: string; reach: Reach; deliver: Deliver } | undefined {
  const url = environment['SLUICEGATE_WEBHOOK_URL']
  if (url === undefined || url === '') return undefined
  const secret = environment['SLUICEGATE_WEBHOOK_SECRET'] ?? ''
  if (secret === '') throw new RangeError('SLUICEGATE_WEBHOOK_URL is set without SLUICEGATE_WEBHOOK_SECRET.')
  const isHere = environment['SLUICEGATE_WEBHOOK_ALLOW_LOOPBACK'] === '1'
  const reach = { ...outbound, allowsLoopback: outbound.allowsLoopback || isHere }
  return { url, secret, reach, deliver: deliverOverNode({ reach }) }
}
