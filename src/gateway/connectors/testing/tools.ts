import type { PlanStep } from '../../../domain/plan/plan.ts'
import type { Connector, StepWish } from '../connector.ts'
import type { ConnectorKind, ConnectorTools } from '../kind.ts'
import { loneStep } from '../lone-step.ts'
import { readReach } from '../outbound/address.ts'
import { deliverOverNode } from '../outbound/deliver-node.ts'

const reach = readReach('loopback')

/** The world for connectors whose targets run on this machine. */
export const TOOLS: ConnectorTools = {
  deliver: deliverOverNode({ reach }),
  reach,
  now: () => Promise.resolve(Date.now()),
}

/** A connector of a kind as the desk makes it. */
export function connectorOf(kind: ConnectorKind, values: Readonly<Record<string, string>>): Connector {
  const made = kind.create({ id: `co_${kind.id}`, name: kind.title, values }, TOOLS)
  return {
    ...made,
    id: `co_${kind.id}`,
    leastPrivilege: kind.leastPrivilege,
    triedAgainst: kind.triedAgainst,
  }
}

export function aTarget(account: string, more: { credentialIds?: string[]; tools?: string[] } = {}) {
  return { identityId: 'id_1', account, sessionIds: [], credentialIds: [], tools: [], ...more }
}

/** The step that a plan for the wish would hold, accepted in a dry run. */
export async function stepOf(connector: Connector, wish: StepWish): Promise<PlanStep> {
  const step = await loneStep(connector, wish)
  if (typeof step === 'string') throw new Error(`the dry run was refused: ${step}`)
  if ('notSetUp' in step) throw new Error(`it is not set up: ${step.notSetUp}`)
  return step
}
