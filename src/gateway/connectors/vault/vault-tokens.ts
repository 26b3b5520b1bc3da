import * as z from 'zod'
import type { Execution } from '../connector.ts'
import { type ConnectorKind, linesField, WrongSetting } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, parseAnswer } from '../outbound/read-answer.ts'
import { healthBy, readPairs } from '../target/http-switch.ts'
import { type HttpTarget, jsonBody } from '../target/http-target.ts'
import { type Aim, createSwitch, type Reading, unreadableAnswer, unreadableFault } from '../target/switch-connector.ts'
import { entityNamed, findEntity, VAULT_FIELDS, vaultTarget, WHO } from './vault-call.ts'

const LOOKUP_SELF = '/v1/auth/token/lookup-self'
const Listed = z.object({ data: z.object({ keys: z.array(z.string()) }) })
const Token = z.object({ data: z.object({ accessor: z.string(), entity_id: z.string() }) })
const Ref = z.object({
  entity: z.string(),
  accessors: z.array(z.string()),
  /** Accessors that are listed and that this connector may not look up: whose tokens they are nobody knows. */
  notRead: z.number(),
  /** Null where none is set for the identity. */
  leases: z.object({ prefix: z.string(), now: z.number() }).nullable(),
})

/** Vault knows no tokens by entity, so all accessors are looked up. More would not be through before a dry run ends. */
const MOST_LISTED = 1_000
/** More than these nobody reads before signing. */
const MOST_OF_ONE = 100
const AT_ONCE = 8

/**
 * Three parts and more, as `database/creds/billing`: fewer would be a whole engine or a whole way of signing in, of which others
 * live as well.
 */
const PREFIX = /^[\w@+=-][\w.@+=-]*(\/[\w@+=-][\w.@+=-]*){2,8}$/

/**
 * Revokes the tokens that an entity of HashiCorp Vault or OpenBao holds, each by its accessor, and the leases below a prefix that are
 * its alone. The accessors stand in the plan, so no token is touched that nobody approved; each is looked up again afterwards.
 */
export const VAULT_TOKENS: ConnectorKind = {
  id: 'vault-tokens',
  title: 'HashiCorp Vault tokens and leases',
  purpose: 'Revokes the tokens of an entity and the leases below a prefix, for good.',
  actions: ['revoke-tokens'],
  fields: [
    ...VAULT_FIELDS,
    linesField(
      'leases',
      'Leases',
      'identity = prefix of leases that nobody else holds, e.g. billing = database/creds/billing',
      'optional',
    ),
  ],
  leastPrivilege: [
    'read on identity/entity/name/*',
    'sudo and list on auth/token/accessors; update on auth/token/lookup-accessor and auth/token/revoke-accessor',
    'Only where prefixes are set: sudo and list on sys/leases/lookup/PREFIX, sudo and update on sys/leases/revoke-prefix/PREFIX',
  ],
  triedAgainst: 'Answers as Vault’s API documents show them (token auth method, /sys/leases).',
  isTried: false,
  create(config, tools) {
    const target = vaultTarget(config, tools)
    const prefixes = readPairs(config.values['leases'] ?? '')
    for (const [name, prefix] of prefixes) {
      if (!PREFIX.test(prefix))
        throw new WrongSetting('leases', `What stands for ${name} is no prefix of three parts or more.`)
    }
    return createSwitch({
      title: config.name,
      // Leases are revoked one by one at the systems that issued them.
      verifyWithinMs: 120_000,
      undoSeconds: 0,
      drivers: [
        {
          close: 'revoke-tokens',
          open: null,
          survives: [
            'Batch tokens, which have no accessor, until they expire.',
            'Orphan tokens that were made with these and hold no entity, and tokens whose accessor this connector may not look up.',
            'Secrets that were already read and have no lease.',
          ],
          undoCannotRestore: ['The leases: what was issued with them, such as a database login, is deleted there.'],
          aim: ({ account }, signal) =>
            aimAt(target, account, prefixes.get(account) ?? null, signal).catch(() => `${WHO} did not answer.`),
          // What it holds by now may be more: one that signs in all the time could not be acted against otherwise.
          aimAgain: async (approved, { account }, signal) => {
            const entity = await entityNamed(target, account, signal).catch(() => null)
            const { entity: id, leases } = refOf(approved)
            const isSame = approved.account === account && entity?.id === id
            if (!isSame) return `${WHO} does not know ${account} as the entity of the plan any more, or did not answer.`
            return (leases?.prefix ?? null) === (prefixes.get(account) ?? null)
              ? approved
              : `The prefix that is set for ${account} was changed since.`
          },
          describe: (aim) => {
            const { entity, notRead } = refOf(aim)
            return { entity, accessorsNotRead: notRead, calls: callsOf(aim) }
          },
          read: (aim, signal) => readAll(target, aim, signal).catch((error: unknown) => unreadableFault(error, WHO)),
          send: (aim, _way, signal) => revokeAll(target, aim, signal),
        },
      ],
      find: (names, signal) => findEntity(target, names, signal),
      health: (signal) => healthBy(target, WHO, { method: 'GET', path: LOOKUP_SELF }, signal),
    })
  },
}

async function aimAt(
  target: HttpTarget,
  account: string,
  prefix: string | null,
  signal: AbortSignal,
): Promise<Aim | string> {
  const entity = await entityNamed(target, account, signal)
  if (entity === null) return `${WHO} knows no entity ${account}, or did not answer.`
  const listed = await listOf(target, '/v1/auth/token/accessors?list=true', signal)
  if (listed === null) return `${WHO} did not say which tokens there are.`
  if (listed.length > MOST_LISTED) {
    return `${WHO} holds ${listed.length} tokens; more than ${MOST_LISTED} are not looked through. Disable the entity instead.`
  }
  const states = await lookUpAll(target, listed, signal)
  if (states === null) return `${WHO} did not say whose each token is.`
  const accessors = listed.filter((_one, i) => states[i] === entity.id).toSorted()
  if (accessors.length > MOST_OF_ONE) {
    return `${account} holds ${accessors.length} tokens; more than ${MOST_OF_ONE} go in no plan. Disable the entity instead.`
  }
  const own = Token.safeParse(parseAnswer(await target.ask('GET', LOOKUP_SELF, signal)))
  if (!own.success) return `${WHO} did not say which token is our own.`
  if (accessors.includes(own.data.data.accessor)) return 'One of its tokens is the one of this connector itself.'
  const leases = prefix === null ? null : await listOf(target, leasesPath(prefix), signal)
  if (prefix !== null && leases === null) return `${WHO} did not say which leases there are below ${prefix}.`
  if (accessors.length === 0 && (leases ?? []).length === 0)
    return `${account} holds no token and no lease now that ${WHO} shows us.`
  const notRead = states.filter((state) => state === 'not-shown').length
  const below = prefix === null ? null : { prefix, now: leases?.length ?? 0 }
  return { account, ref: { entity: entity.id, accessors, notRead, leases: below } }
}

/** Exactly what will be sent, in this order. */
function callsOf(aim: Aim) {
  const { accessors, leases } = refOf(aim)
  const path = '/v1/auth/token/revoke-accessor'
  return [
    ...accessors.map((accessor) => ({ method: 'POST' as const, path, body: { accessor } })),
    // Without `sync` the answer comes before anything was revoked.
    ...(leases === null
      ? []
      : [{ method: 'POST' as const, path: `/v1/sys/leases/revoke-prefix/${leases.prefix}`, body: { sync: true } }]),
  ]
}

/** One after the other; what is gone already is no failure. What was sent before a refusal was done, so the whole is unknown then. */
async function revokeAll(target: HttpTarget, aim: Aim, signal: AbortSignal): Promise<Execution> {
  const calls = callsOf(aim)
  let done = 0
  for (const { method, path, body } of calls) {
    try {
      const answer = await target.ask(method, path, signal, jsonBody(body))
      const meaning = executionOf(answer, WHO)
      if (meaning.kind !== 'accepted' && !isGone(answer)) {
        const reason = `${done} of ${calls.length} calls were carried out. ${meaning.reason}`
        return done === 0 ? meaning : { ...meaning, kind: 'unknown', reason }
      }
    } catch (error) {
      return done === 0 ? brokenExecution(error, WHO) : { kind: 'unknown', reason: unreadableFault(error, WHO).reason }
    }
    done += 1
  }
  return { kind: 'accepted', detail: `${WHO} carried out ${done} calls.` }
}

async function readAll(target: HttpTarget, aim: Aim, signal: AbortSignal): Promise<Reading> {
  const { accessors, leases } = refOf(aim)
  let known = 0
  for (const accessor of accessors) {
    const answer = await lookUp(target, accessor, signal)
    const isThere = Token.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
    if (isThere.success && isThere.data.data.accessor === accessor) known += 1
    else if (!isGone(answer)) return unreadableAnswer(answer, WHO)
  }
  let left = 0
  if (leases !== null) {
    const answer = await target.ask('GET', leasesPath(leases.prefix), signal)
    const keys = keysOf(answer)
    if (keys === null) return unreadableAnswer(answer, WHO)
    left = keys.length
  }
  const isClosed = known === 0 && left === 0
  const below = leases === null ? '' : ` ${left} leases are left below ${leases.prefix}.`
  return {
    kind: 'known',
    isClosed,
    containment: isClosed ? 'contained' : 'not-contained',
    detail: `${WHO} knows ${known} of the ${accessors.length} tokens of the plan.${below}`,
    mark: null,
  }
}

/** Of each accessor the id of the entity that holds its token, `gone`, or `not-shown`; null where any answer is none. Throws what breaks. */
async function lookUpAll(target: HttpTarget, accessors: readonly string[], signal: AbortSignal) {
  const states: string[] = []
  for (let from = 0; from < accessors.length; from += AT_ONCE) {
    const some = accessors.slice(from, from + AT_ONCE)
    const answers = await Promise.all(some.map((accessor) => lookUp(target, accessor, signal)))
    for (const answer of answers) {
      const read = Token.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
      // One that is busy or at fault has not said that the token is nobody's: left out, it would live on unseen.
      if (!read.success && !isGone(answer) && answer.status !== 403) return null
      states.push(read.success ? read.data.data.entity_id : isGone(answer) ? 'gone' : 'not-shown')
    }
  }
  return states
}

function lookUp(target: HttpTarget, accessor: string, signal: AbortSignal): Promise<Delivered> {
  return target.ask('POST', '/v1/auth/token/lookup-accessor', signal, jsonBody({ accessor }))
}

function leasesPath(prefix: string): string {
  return `/v1/sys/leases/lookup/${prefix}/?list=true`
}

async function listOf(target: HttpTarget, path: string, signal: AbortSignal): Promise<readonly string[] | null> {
  return keysOf(await target.ask('GET', path, signal))
}

/** An empty list is answered 404 with no errors in it; a path that is not there says so in them. */
function keysOf(answer: Delivered): readonly string[] | null {
  const read = Listed.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
  if (read.success) return read.data.data.keys
  return answer.status === 404 && errorsOf(answer)?.length === 0 ? [] : null
}

/**
 * Vault has said it by 400, 403 and 404 over its versions, and by 403 also that we may not ask: only the words tell a token that is
 * gone from a right that we lack.
 */
function isGone(answer: Delivered): boolean {
  if (![400, 403, 404].includes(answer.status)) return false
  const errors = errorsOf(answer) ?? []
  return errors.some((error) => /\b(invalid accessor|bad token)\b/.test(error))
}

function errorsOf(answer: Delivered): readonly string[] | null {
  const read = z.object({ errors: z.array(z.string()) }).safeParse(parseAnswer(answer))
  return read.success ? read.data.errors : null
}

function refOf({ ref }: Aim): z.infer<typeof Ref> {
  return Ref.parse(ref)
}
