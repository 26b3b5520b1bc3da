import type { ActionId } from '../../domain/action/action.ts'
import { type ResponseGuide, responseGuide } from '../../domain/trigger/response-guide.ts'
import { readInForce } from '../changes/in-force.ts'
import type { Gateway } from '../gateway.ts'

/** What the trigger says to whoever responds with this action, as it is in force now; null where there is none. */
export async function guideOf(
  gateway: Gateway,
  triggerId: string | null,
  action: ActionId | null,
): Promise<ResponseGuide | null> {
  if (triggerId === null) return null
  const inForce = await readInForce(gateway, gateway.store.read)
  return responseGuide(inForce.trigger(triggerId), action)
}
