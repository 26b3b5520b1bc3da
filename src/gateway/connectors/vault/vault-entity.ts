import * as z from 'zod'
import type { ConnectorKind } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { type HttpCall, healthBy, httpSwitch } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import { createSwitch, refText, type SwitchDriver } from '../target/switch-connector.ts'

const WHO = 'Vault'
const Entity = z.object({
  data: z.object({ id: z.string(), name: z.string(), disabled: z.boolean(), last_update_time: z.string().optional() }),
})

/** Disables an entity of HashiCorp Vault or OpenBao: its tokens are kept and open nothing until it is enabled again. */
export const VAULT_ENTITY: ConnectorKind = {
  id: 'vault-entity',
  title: 'HashiCorp Vault entity',
  purpose: 'Disables an entity, so that none of its tokens is served, and enables it again.',
  actions: ['disable-identity', 'enable-identity'],
  fields: [
    { name: 'baseUrl', label: 'Address', hint: 'e.g. https://vault.corp.example:8200', kind: 'text', isRequired: true },
    { name: 'token', label: 'Token', hint: 'Sent as X-Vault-Token', kind: 'secret', isRequired: true },
    {
      name: 'namespace',
      label: 'Namespace',
      hint: 'X-Vault-Namespace, if there is one',
      kind: 'text',
      isRequired: false,
    },
  ],
  leastPrivilege: ['read on identity/entity/name/*', 'read and update on identity/entity/id/*'],
  triedAgainst: 'Answers as Vault’s API documents show them (identity secrets engine).',
  isTried: false,
  create(config, tools) {
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
    const driver: SwitchDriver = httpSwitch(target, {
      who: WHO,
      close: 'disable-identity',
      open: 'enable-identity',
      survives: [
        'Secrets that were already read, and leases of other systems: a database login goes on until its lease ends.',
      ],
      undoCannotRestore: [],
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
    })
    return createSwitch({
      title: config.name,
      verifyWithinMs: 60_000,
      undoSeconds: 30,
      drivers: [driver],
      find: async (names, signal) => {
        for (const name of names) {
          const answer = await target.ask('GET', byName(name).path, signal)
          if (answer.status === 200 && Entity.safeParse(parseAnswer(answer)).success) return name
        }
        return null
      },
      health: (signal) => healthBy(target, WHO, { method: 'GET', path: '/v1/auth/token/lookup-self' }, signal),
    })
  },
}
