import * as z from 'zod'
import { addressField, type ConnectorKind, secretField, textField } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { httpKind } from '../target/http-kind.ts'
import { type HttpCall } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import { refText } from '../target/switch-connector.ts'

const WHO = 'Vault'
const Entity = z.object({
  data: z.object({ id: z.string(), name: z.string(), disabled: z.boolean(), last_update_time: z.string().optional() }),
})

/** Disables an entity of HashiCorp Vault or OpenBao: its tokens are kept and open nothing until it is enabled again. */
export const VAULT_ENTITY: ConnectorKind = httpKind({
  id: 'vault-entity',
  title: 'HashiCorp Vault entity',
  purpose: 'Disables an entity, so that none of its tokens is served, and enables it again.',
  who: WHO,
  closes: 'identity',
  survives: [
    'Secrets that were already read, and leases of other systems: a database login goes on until its lease ends.',
  ],
  fields: [
    addressField('baseUrl', 'Address', 'e.g. https://vault.corp.example:8200'),
    secretField('token', 'Token', 'Sent as X-Vault-Token'),
    textField('namespace', 'Namespace', 'X-Vault-Namespace, if there is one', 'optional'),
  ],
  leastPrivilege: ['read on identity/entity/name/*', 'read and update on identity/entity/id/*'],
  triedAgainst: 'Answers as Vault’s API documents show them (identity secrets engine).',
  isTried: false,
  open(config, tools) {
    const namespace = (config.values['namespace'] ?? '').trim()
    const target = httpTarget(
      addressOf(config, 'baseUrl', tools),
      {
        'x-vault-token': headerSecret(config, 'token'),
        ...(namespace === '' ? {} : { 'x-vault-namespace': headerSecret(config, 'namespace') }),
      },
      tools,
    )
    const byName = (name: string): HttpCall => ({
      method: 'GET',
      path: `/v1/identity/entity/name/${encodeURIComponent(name)}`,
    })
    return {
      target,
      find: async (names, signal) => {
        for (const name of names) {
          const answer = await target.ask('GET', byName(name).path, signal)
          if (answer.status === 200 && Entity.safeParse(parseAnswer(answer)).success) return name
        }
        return null
      },
      health: { method: 'GET', path: '/v1/auth/token/lookup-self' },
      aim: async ({ account }, signal) => {
        const answer = await target.ask('GET', byName(account).path, signal).catch(() => null)
        const entity = answer === null ? null : Entity.safeParse(parseAnswer(answer))
        if (answer?.status !== 200 || entity?.success !== true || entity.data.data.name !== account) {
          return `${WHO} knows no entity ${account}, or did not answer.`
        }
        return { account, ref: entity.data.data.id }
      },
      change: (aim, way) => ({
        method: 'POST',
        path: `/v1/identity/entity/id/${encodeURIComponent(refText(aim))}`,
        body: jsonBody({ disabled: way === 'close' }),
      }),
      look: (aim) => ({ method: 'GET', path: `/v1/identity/entity/id/${encodeURIComponent(refText(aim))}` }),
      understand: (answer, { account }) => {
        if (answer.status === 404) return { kind: 'gone', detail: `${WHO} knows no such entity any more.` }
        const read = Entity.safeParse(parseAnswer(answer))
        if (answer.status !== 200 || !read.success || read.data.data.name !== account) return null
        const { disabled, last_update_time: updated } = read.data.data
        return {
          kind: 'known',
          isClosed: disabled,
          containment: disabled ? 'contained' : 'not-contained',
          detail: `The entity is ${disabled ? 'disabled: its tokens are not served' : 'enabled'}.`,
          mark: updated ?? null,
        }
      },
    }
  },
})
