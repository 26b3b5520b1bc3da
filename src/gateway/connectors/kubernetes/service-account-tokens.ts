import * as z from 'zod'
import type { Execution } from '../connector.ts'
import { addressField, type ConnectorKind, linesField, secretField } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, parseAnswer } from '../outbound/read-answer.ts'
import { among } from '../target/http-kind.ts'
import { healthBy, readPairs } from '../target/http-switch.ts'
import { addressOf, type HttpTarget, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import {
  type Aim,
  createSwitch,
  type NotSetUp,
  type Reading,
  unreadableAnswer,
  unreadableFault,
} from '../target/switch-connector.ts'

const WHO = 'The Kubernetes API'
const TYPE = 'kubernetes.io/service-account-token'
/** Answers names and annotations only: what is in the Secrets stays where it is. */
const NAMES_ONLY = { accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1' }

const Account = z.object({ metadata: z.object({ name: z.string(), namespace: z.string(), uid: z.string() }) })
const Secrets = z.object({
  metadata: z.object({ continue: z.string().optional() }),
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        uid: z.string(),
        annotations: z.record(z.string(), z.string()).optional(),
      }),
    }),
  ),
})
const Secret = z.object({ metadata: z.object({ uid: z.string() }), data: z.object({ token: z.base64() }) })
const Review = z.object({ kind: z.literal('TokenReview'), status: z.object({ authenticated: z.boolean().optional() }) })
const Ref = z.object({
  namespace: z.string(),
  name: z.string(),
  uid: z.string(),
  secrets: z.array(z.object({ name: z.string(), uid: z.string() })),
})

/** `namespace/service account`, names as Kubernetes allows them. */
const ACCOUNT = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/
/** More than these nobody reads before signing. */
const MOST_SECRETS = 50
const PAGE = 500
/** Tokens that were deleted and not yet seen refused. */
const MOST_HELD = 200

/**
 * Deletes the Secrets that hold tokens of a service account; with its Secret a token dies. An API server goes on taking a token that it
 * saw for some ten seconds, so each token is read just before, kept in this process alone, and tried by TokenReview until it is refused.
 */
export const KUBERNETES_TOKENS: ConnectorKind = {
  id: 'kubernetes-tokens',
  title: 'Kubernetes service account tokens',
  purpose:
    'Deletes the Secrets that hold tokens of a service account, for good, and tries the tokens until they are refused.',
  actions: ['revoke-tokens'],
  fields: [
    addressField('baseUrl', 'API server', 'e.g. https://k8s.corp.example:6443'),
    secretField('token', 'Service account token', 'Bound, of an account with the rights below'),
    linesField('accounts', 'Service accounts', 'identity = namespace/service account, one a line'),
  ],
  leastPrivilege: [
    'get on serviceaccounts, and get, list and delete on secrets, by a Role in each namespace: this can read all Secrets there',
    'create on tokenreviews.authentication.k8s.io',
  ],
  triedAgainst: 'Answers as the Kubernetes API reference shows them (core/v1, authentication.k8s.io/v1).',
  isTried: false,
  create(config, tools) {
    const accounts = readPairs(config.values['accounts'] ?? '')
    const headers = { authorization: `Bearer ${headerSecret(config, 'token')}` }
    const target = httpTarget(addressOf(config, 'baseUrl', tools), headers, tools)
    /** Token by the uid of its Secret. */
    const held = new Map<string, string>()
    return createSwitch({
      title: config.name,
      verifyWithinMs: 60_000,
      undoSeconds: 0,
      drivers: [
        {
          close: 'revoke-tokens',
          open: null,
          survives: [
            'Tokens that are bound to pods: until the pod is deleted or they expire, after an hour by default and for some clients after a year.',
            'Tokens from a TokenRequest that is bound to nothing, until they expire: nobody can list them.',
            'Each token at an API server that saw it, for some 10 seconds.',
          ],
          undoCannotRestore: ['The Secrets: a new one holds another token.'],
          aim: (wished, signal) => aimAt(target, wished.account, accounts.get(wished.account) ?? '', signal),
          // The Secrets that were approved, while they are of the same account: others may have come since.
          aimAgain: async (approved, { account }, signal) => {
            const { namespace, name, uid } = refOf(approved)
            const place = accounts.get(account)
            const found = place === undefined ? null : await accountAt(target, place, signal).catch(() => null)
            return approved.account === account && place === `${namespace}/${name}` && found === uid
              ? approved
              : `${WHO} does not know ${account} as the service account of the plan any more, or did not answer.`
          },
          describe: (aim) => {
            const { namespace, name, uid } = refOf(aim)
            return { serviceAccount: `${namespace}/${name}`, uid, calls: callsOf(aim) }
          },
          read: (aim, signal) =>
            readAll(target, aim, held, signal).catch((fault: unknown) => unreadableFault(fault, WHO)),
          send: (aim, _way, signal) => deleteAll(target, aim, held, signal),
        },
      ],
      find: among(accounts),
      health: (signal) => healthBy(target, WHO, { method: 'GET', path: '/version' }, signal),
    })
  },
}

async function aimAt(
  target: HttpTarget,
  account: string,
  place: string,
  signal: AbortSignal,
): Promise<Aim | string | NotSetUp> {
  if (!ACCOUNT.test(place)) return { notSetUp: `No service account is set for ${account} as namespace/name.` }
  const [namespace = '', name = ''] = place.split('/')
  try {
    const uid = await accountAt(target, place, signal)
    if (uid === null) return `${WHO} knows no service account ${place}, or did not say.`
    const all = secretsIn(await askSecrets(target, namespace, signal))
    if (all === null) return `${WHO} did not say which Secrets ${namespace} has.`
    const secrets = all
      .filter(({ of, ofUid }) => of === name && ofUid === uid)
      .map((secret) => ({ name: secret.name, uid: secret.uid }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    if (secrets.length === 0) return `No Secret holds a token of ${place}; those of its pods end with the pods.`
    return secrets.length > MOST_SECRETS
      ? `${secrets.length} Secrets hold tokens of ${place}; more than ${MOST_SECRETS} go in no plan.`
      : { account, ref: { namespace, name, uid, secrets } }
  } catch {
    return `${WHO} did not answer.`
  }
}

/** The uid of a service account; null where there is none or the answer is not understood. Throws where nobody answers. */
async function accountAt(target: HttpTarget, place: string, signal: AbortSignal): Promise<string | null> {
  const [namespace = '', name = ''] = place.split('/')
  const answer = await target.ask('GET', `/api/v1/namespaces/${namespace}/serviceaccounts/${name}`, signal)
  const read = Account.safeParse(answer.status === 200 ? parseAnswer(answer) : null).data?.metadata
  return read !== undefined && `${read.namespace}/${read.name}` === place ? read.uid : null
}

/** Exactly what will be sent, in this order: a Secret that somebody made anew under the name is another one and stays. */
function callsOf(aim: Aim) {
  const { namespace, secrets } = refOf(aim)
  return secrets.map(({ name, uid }) => ({
    method: 'DELETE' as const,
    path: `/api/v1/namespaces/${namespace}/secrets/${encodeURIComponent(name)}`,
    body: { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid } },
  }))
}

async function deleteAll(
  target: HttpTarget,
  aim: Aim,
  held: Map<string, string>,
  signal: AbortSignal,
): Promise<Execution> {
  const calls = callsOf(aim)
  let done = 0
  for (const { method, path, body } of calls) {
    try {
      await hold(target, path, body.preconditions.uid, held, signal)
      const answer = await target.ask(method, path, signal, jsonBody(body))
      const meaning = executionOf(answer, WHO)
      // 404: gone. 409: another one stands under the name, so ours is gone as well.
      if (meaning.kind !== 'accepted' && answer.status !== 404 && answer.status !== 409) {
        const reason = `${done} of ${calls.length} Secrets were deleted. ${meaning.reason}`
        return done === 0 ? meaning : { ...meaning, kind: 'unknown', reason }
      }
    } catch (error) {
      return done === 0 ? brokenExecution(error, WHO) : { kind: 'unknown', reason: unreadableFault(error, WHO).reason }
    }
    done += 1
  }
  return { kind: 'accepted', detail: `${WHO} deleted ${done} Secrets.` }
}

/** Keeps the token of a Secret, so that it can be tried once the Secret is gone. One that cannot be read is deleted all the same. */
async function hold(
  target: HttpTarget,
  path: string,
  uid: string,
  held: Map<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const answer = await target.ask('GET', path, signal)
  const read = Secret.safeParse(answer.status === 200 ? parseAnswer(answer) : null).data
  if (read?.metadata.uid !== uid) return
  const oldest = held.keys().next()
  if (held.size >= MOST_HELD && oldest.done !== true) held.delete(oldest.value)
  held.set(uid, atob(read.data.token))
}

async function readAll(target: HttpTarget, aim: Aim, held: Map<string, string>, signal: AbortSignal): Promise<Reading> {
  const { namespace, secrets } = refOf(aim)
  const answer = await askSecrets(target, namespace, signal)
  const all = secretsIn(answer)
  if (all === null) return unreadableAnswer(answer, WHO)
  const left = secrets.filter(({ uid }) => all.some((one) => one.uid === uid)).length
  let taken = 0
  let refused = 0
  for (const { uid } of left === 0 ? secrets : []) {
    const token = held.get(uid)
    if (token === undefined) continue
    const body = jsonBody({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token } })
    const review = await target.ask('POST', '/apis/authentication.k8s.io/v1/tokenreviews', signal, body)
    const said = Review.safeParse(review.status === 201 ? parseAnswer(review) : null)
    if (!said.success) return unreadableAnswer(review, WHO)
    if (said.data.status.authenticated === true) {
      taken += 1
    } else {
      refused += 1
      held.delete(uid)
    }
  }
  const isClosed = left === 0 && taken === 0
  const tried =
    taken + refused === 0
      ? 'No token of theirs is at hand to be tried.'
      : `Of their tokens that were tried, ${taken} are still taken and ${refused} refused.`
  return {
    kind: 'known',
    isClosed,
    // Tokens that are bound to pods cannot be seen from here, so it is never more than half.
    containment: isClosed ? 'new-sessions-only' : 'not-contained',
    detail: `${left} of the ${secrets.length} Secrets of the plan are there.${left === 0 ? ` ${tried}` : ''}`,
    mark: null,
  }
}

function askSecrets(target: HttpTarget, namespace: string, signal: AbortSignal): Promise<Delivered> {
  const query = `fieldSelector=${encodeURIComponent(`type=${TYPE}`)}&limit=${PAGE}`
  return target.ask('GET', `/api/v1/namespaces/${namespace}/secrets?${query}`, signal, undefined, NAMES_ONLY)
}

/** Null where the list is none, or goes on. */
function secretsIn(answer: Delivered) {
  const read = Secrets.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
  if (!read.success || (read.data.metadata.continue ?? '') !== '') return null
  return read.data.items.map(({ metadata: { name, uid, annotations = {} } }) => ({
    name,
    uid,
    of: annotations['kubernetes.io/service-account.name'],
    ofUid: annotations['kubernetes.io/service-account.uid'],
  }))
}

function refOf({ ref }: Aim): z.infer<typeof Ref> {
  return Ref.parse(ref)
}
