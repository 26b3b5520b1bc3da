import type { Json } from '../../../domain/json/json.ts'
import type { Execution } from '../connector.ts'
import { type ConnectorKind, required, secretField, textField, WrongSetting } from '../kind.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { endpointFields } from '../target/endpoint.ts'
import { createSwitch, type Reading, refText, type SwitchDriver } from '../target/switch-connector.ts'
import {
  brokenRequest,
  type Entry,
  entryAt,
  type Ldap,
  ldapSession,
  unreadableEntry,
  WHO,
  type Work,
} from './ldap-session.ts'

const LOCK = 'pwdAccountLockedTime'
const POLICY = 'pwdPolicySubentry'
/** Locked until somebody unlocks it, as draft-behera-ldap-password-policy 5.3.3 has it. */
const FOR_GOOD = '000001010000Z'

/**
 * Locks an account of an LDAP directory by its password policy, and unlocks it. The bind of a locked account fails with the
 * same code as a wrong password, so it is read back from the attribute itself, and from the policy that has to heed it.
 */
export const LDAP_ACCOUNT: ConnectorKind = {
  id: 'ldap-account',
  title: 'LDAP account',
  purpose: 'Locks an account in a directory with password policies (OpenLDAP ppolicy), so that it cannot bind.',
  actions: ['disable-identity', 'enable-identity'],
  fields: [
    ...endpointFields(636, 'ldap.corp.example'),
    textField('user', 'Account', 'The name (DN) under which this connector binds'),
    secretField('password', 'Password', 'Of that account'),
    textField('base', 'Base', 'Below which accounts are looked for, e.g. ou=services,dc=corp,dc=example'),
    textField(
      'policy',
      'Default policy',
      'That holds where an account names none, e.g. cn=default,ou=policies,dc=corp',
    ),
    textField('attribute', 'Name attribute', 'That holds an account’s name; uid if left empty', 'optional'),
  ],
  leastPrivilege: [
    'Read the name attribute, entryCSN, pwdPolicySubentry and pwdAccountLockedTime below the base',
    'Read pwdLockout of the policies',
    'Write pwdAccountLockedTime there, and nothing else',
  ],
  triedAgainst: 'OpenLDAP 2.5 (Debian 12) with ppolicy, and an account that holds these rights and no more.',
  isTried: true,
  create(config, tools) {
    const attribute = (config.values['attribute'] ?? '').trim() || 'uid'
    if (!/^[A-Za-z][A-Za-z0-9-]{0,60}$/.test(attribute)) throw new WrongSetting('attribute', 'It is no attribute.')
    const base = required(config, 'base')
    const policy = required(config, 'policy')
    const run = ldapSession(config, tools)
    const own = required(config, 'user').toLowerCase()
    return createSwitch({
      title: config.name,
      verifyWithinMs: 30_000,
      undoSeconds: 30,
      drivers: [lockSwitch(run, { base, attribute, policy, own })],
      find: async (names, signal) => {
        for (const name of names)
          if (typeof (await findEntry(run, { base, attribute }, name, signal)) === 'object') return name
        return null
      },
      health: async (signal) => {
        try {
          return await run(signal, async (ldap) => {
            if ((await entryAt(ldap, base, ['objectClass'])) === null) {
              return { ok: false, detail: `${WHO} shows our account no ${base}.` }
            }
            return (await enforces(ldap, policy))
              ? { ok: true, detail: `${WHO} answers, takes our password, and its default policy heeds locks.` }
              : { ok: false, detail: unheeded(policy) }
          })
        } catch (error) {
          return { ok: false, detail: `${WHO} did not answer: ${reasonOf(error)}` }
        }
      },
    })
  },
}

interface Place {
  readonly base: string
  readonly attribute: string
  readonly policy: string
  readonly own: string
}

function lockSwitch(run: Work, place: Place): SwitchDriver {
  const { attribute, policy, own } = place
  return {
    close: 'disable-identity',
    open: 'enable-identity',
    survives: ['Connections that are bound already, and sessions that other systems opened after a bind.'],
    undoCannotRestore: [],
    aim: async ({ account }, signal) => {
      const found = await findEntry(run, place, account, signal)
      if (typeof found === 'string') return found
      if (found.dn.toLowerCase() === own) return `${account} is the account of this connector itself.`
      try {
        const heeding = policyOf(found, policy)
        const isHeeded = await run(signal, (ldap) => enforces(ldap, heeding))
        return isHeeded ? { account, ref: found.dn } : unheeded(heeding)
      } catch (error) {
        return `${WHO} did not answer: ${reasonOf(error)}`
      }
    },
    describe: (aim, way): Json => ({
      modify: refText(aim),
      replace: { [LOCK]: way === 'close' ? [FOR_GOOD] : [] },
    }),
    read: async (aim, signal): Promise<Reading> => {
      try {
        const [entry, isHeeded] = await run(signal, async (ldap) => {
          const found = await entryAt(ldap, refText(aim), [attribute, LOCK, POLICY, 'entryCSN'])
          return [found, found !== null && (await enforces(ldap, policyOf(found, policy)))] as const
        })
        if (entry === null) return { kind: 'gone', detail: `${WHO} has no entry ${refText(aim)} any more.` }
        if (entry.attributes.get(attribute.toLowerCase())?.includes(aim.account) !== true) {
          const reason = `${WHO} has another account at the place that was approved.`
          return { kind: 'unreadable', reason, isRefused: true }
        }
        const [lock = null] = entry.attributes.get(LOCK.toLowerCase()) ?? []
        const isClosed = lock === FOR_GOOD && isHeeded
        const why = isHeeded ? 'It is not locked for good' : unheeded(policyOf(entry, policy))
        return {
          kind: 'known',
          isClosed,
          containment: isClosed ? 'new-sessions-only' : 'not-contained',
          detail: isClosed
            ? 'It is locked: no bind succeeds.'
            : `${why}${lock === null ? '' : `: ${LOCK} is ${lock}`}.`,
          mark: entry.attributes.get('entrycsn')?.[0] ?? null,
        }
      } catch (error) {
        return unreadableEntry(error)
      }
    },
    send: async (aim, way, signal): Promise<Execution> => {
      try {
        await run(signal, (ldap) => ldap.replace(refText(aim), LOCK, way === 'close' ? FOR_GOOD : null))
        return { kind: 'accepted', detail: `${WHO} carried it out.` }
      } catch (error) {
        return brokenRequest(error)
      }
    },
  }
}

function policyOf({ attributes }: Entry, policy: string): string {
  return attributes.get(POLICY.toLowerCase())?.[0] ?? policy
}

/** A lock stands there under any policy, and only one with pwdLockout refuses the bind because of it. */
async function enforces(ldap: Ldap, policy: string): Promise<boolean> {
  const entry = await entryAt(ldap, policy, ['pwdLockout'])
  return entry?.attributes.get('pwdlockout')?.[0]?.toUpperCase() === 'TRUE'
}

function unheeded(policy: string): string {
  return `The policy ${policy} does not set pwdLockout, so the directory would take a lock and let the account in all the same`
}

/** The one entry of exactly this name, or why there is none. */
async function findEntry(
  run: Work,
  { base, attribute }: Pick<Place, 'base' | 'attribute'>,
  name: string,
  signal: AbortSignal,
) {
  try {
    const found = await run(signal, (ldap) => ldap.search(base, attribute, name, [attribute, POLICY]))
    // A directory compares without regard to case and spaces; an approval does not.
    const exact = found.filter(({ attributes }) => attributes.get(attribute.toLowerCase())?.includes(name) === true)
    const [entry, second] = exact
    if (entry === undefined) return `${WHO} knows no account ${name}.`
    return second === undefined ? entry : `${WHO} knows more than one account ${name}.`
  } catch (error) {
    return `${WHO} did not answer: ${reasonOf(error)}`
  }
}
