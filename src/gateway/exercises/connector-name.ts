import type { Gateway } from '../gateway.ts'

/** What people call the twin, or a target for exercises that is switched on; its id where that is gone. */
export function connectorName({ desk }: Gateway, connectorId: string): string {
  return desk.staging.get(connectorId)?.connector.title ?? connectorId
}
