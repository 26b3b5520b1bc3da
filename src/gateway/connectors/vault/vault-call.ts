import * as z from 'zod'
import { addressField, type ConnectorConfig, type ConnectorTools, secretField, textField } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { addressOf, type HttpTarget, headerSecret, httpTarget } from '../target/http-target.ts'

export const WHO = 'Vault'

export const VAULT_FIELDS = [
  addressField('baseUrl', 'Address', 'e.g. https://vault.corp.example:8200'),
  secretField('token', 'Token', 'Sent as X-Vault-Token'),
  textField('namespace', 'Namespace', 'X-Vault-Namespace, if there is one', 'optional'),
]

export const Entity = z.object({
  data: z.object({ id: z.string(), name: z.string(), disabled: z.boolean(), last_update_time: z.string().optional() }),
})
export type Entity = z.infer<typeof Entity>['data']

/** The server as it is configured. Throws `WrongSetting`. */
export function vaultTarget(config: ConnectorConfig, tools: ConnectorTools): HttpTarget {
  const namespace = (config.values['namespace'] ?? '').trim()
  return httpTarget(
    addressOf(config, 'baseUrl', tools),
    {
      'x-vault-token': headerSecret(config, 'token'),
      ...(namespace === '' ? {} : { 'x-vault-namespace': headerSecret(config, 'namespace') }),
    },
    tools,
  )
}

/** The entity of exactly this name; null where there is none or the answer is not understood. Throws where nobody answers. */
export async function entityNamed(target: HttpTarget, name: string, signal: AbortSignal): Promise<Entity | null> {
  const answer = await target.ask('GET', `/v1/identity/entity/name/${encodeURIComponent(name)}`, signal)
  const read = Entity.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
  return read.success && read.data.data.name === name ? read.data.data : null
}

/** The first of the names that an entity has. */
export async function findEntity(
  target: HttpTarget,
  names: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  for (const name of names) {
    if ((await entityNamed(target, name, signal)) !== null) return name
  }
  return null
}
