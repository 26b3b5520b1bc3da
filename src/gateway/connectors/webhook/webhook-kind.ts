import { ACTION_IDS, type ActionId } from '../../../domain/action/action.ts'
import { actionOf } from '../../../domain/action/catalogue.ts'
import { printable } from '../../../domain/json/read-json.ts'
import {
  addressField,
  type ConnectorConfig,
  type ConnectorKind,
  linesField,
  secretField,
  WrongSetting,
} from '../kind.ts'
import { readLines } from '../target/http-switch.ts'
import { addressOf } from '../target/http-target.ts'
import { readSecret } from './sign.ts'
import { createWebhook, LEAST_PRIVILEGE, TRIED_AGAINST } from './webhook-connector.ts'

/** The webhook as people connect it, any number of times: a workflow engine or a receiver of their own for each. */
export const WEBHOOK: ConnectorKind = {
  id: 'webhook',
  title: 'Signed webhook (Tines, Tracecat, Shuffle, n8n, Torq or your own)',
  purpose: 'Hands approved steps to a receiver by Standard Webhooks, and asks it whether their effect is there.',
  actions: ACTION_IDS,
  fields: [
    addressField(
      'url',
      'Address',
      'Where steps are posted, e.g. https://n8n.corp.example/webhook/containment. The record shows it, so no secret belongs in it',
    ),
    addressField(
      'statusUrl',
      'Status address',
      'Answers {"state": "present"} or "absent" for ?id=…; if left empty, the address with /status',
      'optional',
    ),
    secretField('secret', 'Signing secret', 'whsec_ and the base64 of 24 to 64 random bytes: openssl rand -base64 32'),
    linesField(
      'actions',
      'Actions',
      'What the receiver can do, e.g. deactivate-key, one a line; each with its way back. Everything if left empty',
      'optional',
    ),
    linesField(
      'accounts',
      'Identities',
      'Names that the receiver answers for, one a line. If left empty, any that no other connector knows',
      'optional',
    ),
  ],
  leastPrivilege: LEAST_PRIVILEGE,
  triedAgainst: TRIED_AGAINST,
  isTried: true,
  create(config, { deliver, reach, now }) {
    const accounts = new Set(readLines(config.values['accounts'] ?? ''))
    return createWebhook({
      url: addressOf(config, 'url', { reach }),
      ...((config.values['statusUrl'] ?? '').trim() === ''
        ? {}
        : { statusUrl: addressOf(config, 'statusUrl', { reach }) }),
      secret: secretOf(config),
      reach,
      deliver,
      now,
      actions: actionsOf(config),
      ...(accounts.size === 0 ? {} : { accounts }),
    })
  },
}

function secretOf({ values }: ConnectorConfig): string {
  const secret = (values['secret'] ?? '').trim()
  try {
    readSecret(secret)
  } catch (error) {
    throw new WrongSetting('secret', error instanceof RangeError ? error.message : 'It cannot be read.')
  }
  return secret
}

/** A plan promises its undo, so whoever can do a thing is asked to take it back as well. */
function actionsOf({ values }: ConnectorConfig): readonly ActionId[] {
  const named = readLines(values['actions'] ?? '')
  if (named.length === 0) return ACTION_IDS
  const known = new Set<string>(ACTION_IDS)
  const strange = named.find((one) => !known.has(one))
  if (strange !== undefined) {
    const containing = ACTION_IDS.filter((id) => actionOf(id).strength > 0)
    const problem = `${printable(strange).slice(0, 60)} is no action. There are ${containing.join(', ')}.`
    throw new WrongSetting('actions', problem)
  }
  const wanted = ACTION_IDS.filter((id) => named.includes(id))
  const inverses = wanted.flatMap((id) => actionOf(id).rollback ?? [])
  return ACTION_IDS.filter((id) => wanted.includes(id) || inverses.includes(id))
}
