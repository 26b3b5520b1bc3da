import type { Health } from '../connector.ts'
import { addressField, type ConnectorKind, required, secretField, textField } from '../kind.ts'
import { healthBy } from '../target/http-switch.ts'
import { addressOf, httpTarget } from '../target/http-target.ts'
import { createSwitch } from '../target/switch-connector.ts'
import { credentialSwitch } from './credential-switch.ts'
import { openSession, type Session, WHO } from './session.ts'
import { findUser, isListOfUsers, userSwitch, usersPath } from './user-switch.ts'

/**
 * Deletes one application credential, which nothing undoes, or disables its user with everything that the user holds, which
 * can be taken back. Keystone can neither disable a credential nor change one; decision 46 says what lies between.
 */
export const KEYSTONE_CREDENTIAL: ConnectorKind = {
  id: 'keystone-credential',
  title: 'Keystone application credential',
  purpose:
    'Deletes one application credential of an OpenStack user, for good, or disables the user and enables it again.',
  actions: ['revoke-grants', 'disable-identity', 'enable-identity'],
  fields: [
    addressField('baseUrl', 'Address', 'With /v3, e.g. https://identity.corp.example:5000/v3'),
    textField('credentialId', 'Credential id', 'Of this connector’s own application credential, created unrestricted'),
    secretField('credentialSecret', 'Credential secret', 'Of that application credential'),
    textField('domain', 'Domain id', 'Whose users are looked for; default if left empty', 'optional'),
  ],
  leastPrivilege: [
    'A role of its own, to which Keystone’s policy allows list_users, get_user, get_application_credential and delete_application_credential',
    'update_user too where users are to be disabled; whoever may do that may also set their passwords',
    'An unrestricted application credential with that role alone: a restricted one may delete no other. Access rules do not narrow it, for Keystone itself heeds none',
  ],
  triedAgainst:
    'Keystone 22 (Debian 12) with SQLite and Fernet tokens, and a role to which its policy allows these calls and no more.',
  isTried: true,
  create(config, tools) {
    const target = httpTarget(addressOf(config, 'baseUrl', tools), {}, tools)
    const own = { id: required(config, 'credentialId'), secret: required(config, 'credentialSecret') }
    const session = openSession(target, own, tools)
    const domain = (config.values['domain'] ?? '').trim() || 'default'
    return createSwitch({
      title: config.name,
      verifyWithinMs: 60_000,
      undoSeconds: 30,
      drivers: [credentialSwitch(session, target, { domain, own: own.id }), userSwitch(session, domain)],
      find: async (names, signal) => {
        for (const name of names) if (typeof (await findUser(session, domain, name, signal)) === 'object') return name
        return null
      },
      health: (signal) => healthOf(session, domain, signal),
    })
  },
}

async function healthOf(session: Session, domain: string, signal: AbortSignal): Promise<Health> {
  const question = { method: 'GET', path: usersPath(domain, 'sluicegate') } as const
  const health = await healthBy(session, WHO, question, signal, isListOfUsers)
  if (!health.ok) return health
  const ourselves = await session.ourselves(signal).catch(() => null)
  return ourselves?.isRestricted === false
    ? health
    : {
        ok: false,
        detail: 'Our application credential is restricted, so it may delete no other. Create it unrestricted.',
      }
}
