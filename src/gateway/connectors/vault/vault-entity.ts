import type { ConnectorKind } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { httpKind } from '../target/http-kind.ts'
import { jsonBody } from '../target/http-target.ts'
import { refText } from '../target/switch-connector.ts'
import { Entity, entityNamed, findEntity, VAULT_FIELDS, vaultTarget, WHO } from './vault-call.ts'

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
  fields: VAULT_FIELDS,
  leastPrivilege: ['read on identity/entity/name/*', 'read and update on identity/entity/id/*'],
  triedAgainst: 'Answers as Vault’s API documents show them (identity secrets engine).',
  isTried: false,
  open(config, tools) {
    const target = vaultTarget(config, tools)
    return {
      target,
      find: (names, signal) => findEntity(target, names, signal),
      health: { method: 'GET', path: '/v1/auth/token/lookup-self' },
      aim: async ({ account }, signal) => {
        const entity = await entityNamed(target, account, signal).catch(() => null)
        return entity === null ? `${WHO} knows no entity ${account}, or did not answer.` : { account, ref: entity.id }
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
