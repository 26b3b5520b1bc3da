import { at, type Json, type JsonObject, objectsAt, textAt } from '../domain/json/json.ts'
import type { IdentityKind, IdentityRef } from '../domain/signal/signal.ts'
import {
  identityOf,
  isEmail,
  isGoogleServiceAccount,
  kubernetesServiceAccount,
  type NamePair,
} from './shared/identity.ts'
import { identitiesIn, MOST_LISTED } from './shared/telemetry.ts'

/** The caller, from `authenticationInfo`. Anonymous Kubernetes callers appear only as the authority they chose. */
export function gcpActor(authentication: Json | undefined): IdentityRef | null {
  const email = textAt(authentication, 'principalEmail')
  const subject = textAt(authentication, 'principalSubject') ?? textAt(authentication, 'authoritySelector')
  return gcpPrincipal(email ?? subject, [
    ['principal-id', email === null || bare(subject) === email ? null : subject],
    ['token-id', keyPath(textAt(authentication, 'serviceAccountKeyName'))],
  ])
}

/**
 * To whom it was done: the service account that was made, changed or got a key; the members that a policy change added or
 * removed; the service account that a new machine will run as; the Kubernetes account or pod behind a cluster call.
 */
export function gcpAffected(method: string, payload: JsonObject, resource: Json | undefined): IdentityRef[] {
  const call = method.split('.').at(-1) ?? method
  const isLooking = LOOKING.test(call) || call.endsWith('List')
  const members = policyChanges(payload).map((delta) => textAt(delta, 'member'))
  const invited = method === 'InsertProjectOwnershipInvite' ? textAt(payload, 'request', 'member') : null
  const machines = objectsAt(payload, 'request', 'serviceAccounts')
    .slice(0, MOST_LISTED)
    .map((account) => textAt(account, 'email'))
  return identitiesIn([
    ...(isLooking ? [] : [serviceAccountResource(payload, resource), kubernetesObject(payload)]),
    ...[...members, invited, ...machines].map((name) => gcpPrincipal(name)),
  ])
}

/** What a policy change added and removed: `{ action, role, member }`. Services differ on where they write it. */
export function policyChanges(payload: JsonObject): readonly JsonObject[] {
  return [
    ...objectsAt(payload, 'serviceData', 'policyDelta', 'bindingDeltas'),
    ...objectsAt(payload, 'metadata', 'policyDelta', 'bindingDeltas'),
  ].slice(0, MOST_LISTED)
}

/** Full names of the keys that the entry speaks of: the caller's, and the one that was made or removed. Never their content. */
export function serviceAccountKeys(payload: JsonObject): string[] {
  const found = [
    textAt(payload, 'authenticationInfo', 'serviceAccountKeyName'),
    textAt(payload, 'response', 'name'),
    textAt(payload, 'request', 'name'),
    textAt(payload, 'resourceName'),
  ]
  return [...new Set(found.map(keyPath).filter((key) => key !== null))]
}

/**
 * A principal as IAM writes it (`serviceAccount:…`, `user:…`, `principal://…`) or a bare address. Groups and domains are no
 * identity: null. Google's own agents (`service-…@gcp-sa-…`, `…@cloudservices…`) belong to Google, not to an owner here.
 */
export function gcpPrincipal(written: string | null, more: readonly NamePair[] = []): IdentityRef | null {
  if (
    written === null ||
    /^(?:(?:group|domain|projectOwner|projectEditor|projectViewer):|all(?:Authenticated)?Users$)/.test(written)
  )
    return null
  if (written.startsWith('deleted:'))
    return gcpPrincipal(written.slice('deleted:'.length).split('?', 1)[0] ?? null, more)
  const name = bare(written) ?? written
  const kubernetes = kubernetesServiceAccount(name)
  if (kubernetes !== null) return kubernetes
  if (/^principal(?:Set)?:/.test(written)) {
    return identityOf('workload', written.split('/').at(-1), [['principal-id', written], ...more])
  }
  return identityOf(kindOf(name), name, [...more, [isEmail(name) ? 'email' : 'user-name', name]])
}

const GOOGLE_OWNED =
  /^service-\d+@|@gcp-sa-|@(?:cloudservices|system|cloudbuild|[a-z-]+-system|compute-system)\.(?:iam\.)?gserviceaccount\.com$|^(?:container-engine-robot|service-agent-manager)@/

function kindOf(name: string): IdentityKind {
  if (name.startsWith('system:')) return name === 'system:anonymous' ? 'unknown' : 'cloud-service'
  if (isGoogleServiceAccount(name)) return GOOGLE_OWNED.test(name) ? 'cloud-service' : 'service-account'
  return isEmail(name) ? 'human' : 'unknown'
}

/** `serviceAccount:x` → `x`; other prefixes stay, for they are part of the name. */
function bare(subject: string | null): string | null {
  return subject?.replace(/^(?:serviceAccount|user):/, '') ?? null
}

const LOOKING = /^(?:get|list|watch|search|query|batchGet|testIamPermissions)/i

/** `//iam.googleapis.com/projects/p/serviceAccounts/x/keys/1` → `projects/p/serviceAccounts/x/keys/1`, the key's name elsewhere. */
function keyPath(name: string | null): string | null {
  const match = /projects\/[^/]+\/serviceAccounts\/[^/]+\/keys\/[^/]+$/.exec(name ?? '')
  return match?.[0] ?? null
}

function serviceAccountResource(payload: JsonObject, resource: Json | undefined): IdentityRef | null {
  if (textAt(resource, 'type') !== 'service_account') return null
  const email = textAt(resource, 'labels', 'email_id') ?? textAt(payload, 'response', 'email')
  const uniqueId = textAt(resource, 'labels', 'unique_id') ?? textAt(payload, 'response', 'unique_id')
  return gcpPrincipal(email ?? uniqueId, [
    ['principal-id', uniqueId],
    ['token-id', keyPath(textAt(payload, 'response', 'name'))],
  ])
}

/** GKE writes cluster calls as `io.k8s.…` methods on `core/v1/namespaces/<ns>/<resource>/<name>[/<sub>]`. */
function kubernetesObject(payload: JsonObject): IdentityRef | null {
  const match = /(?:^|\/)namespaces\/([^/]+)\/(pods|serviceaccounts)\/([^/]+)(?:\/([a-z]+))?$/.exec(
    textAt(payload, 'resourceName') ?? '',
  )
  const [, namespace, kind, name, sub] = match ?? []
  if (kind === 'serviceaccounts') return kubernetesServiceAccount(`system:serviceaccount:${namespace}:${name}`)
  if (kind === 'pods' && (sub === 'exec' || sub === 'attach' || sub === 'portforward')) {
    return identityOf('workload', `${namespace}/${name}`, [['other', `pod/${namespace}/${name}`]])
  }
  const account = textAt(at(payload, 'request', 'spec'), 'serviceAccountName')
  return kind === 'pods' && account !== null
    ? kubernetesServiceAccount(`system:serviceaccount:${namespace}:${account}`)
    : null
}
