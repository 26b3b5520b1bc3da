import {
  at,
  isObject,
  type Json,
  type JsonObject,
  numberAt,
  objectsAt,
  own,
  textAt,
  textsAt,
} from '../domain/json/json.ts'
import type { ApiCall, IdentityKind, IdentityRef, Resource, Signal } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { awsCredentials, awsIdentity, parseArn } from './shared/aws.ts'
import { identitiesOf, identityOf, isEmail, kubernetesServiceAccount, type NamePair } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import {
  cloudWatchMessages,
  identitiesIn,
  listUnder,
  MOST_LISTED,
  member,
  othersThan,
  pipelineType,
  recordId,
  resourceOf,
  sentence,
} from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Kubernetes API server audit events (`audit.k8s.io`), alone, as an `EventList` that a webhook backend receives, or in
 * CloudWatch Logs as EKS delivers them. One request may be written at several stages under one `auditID`.
 */
export const kubernetesAudit: Format = {
  name: 'kubernetes-audit',
  title: 'Kubernetes audit log',
  form: 'event',
  unwrap: (value) => (textAt(value, 'kind') === 'EventList' ? listUnder(value, 'items') : cloudWatchMessages(value)),
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (textAt(record, 'apiVersion')?.startsWith('audit.k8s.io/')) {
    return { certainty: 100, because: 'apiVersion is of audit.k8s.io' }
  }
  if (pipelineType(record)?.endsWith('EKS.Audit')) return { certainty: 97, because: 'p_log_type is of EKS audit' }
  if (textAt(record, 'verb') !== null && isObject(own(record, 'objectRef'))) {
    return { certainty: 85, because: 'verb and objectRef' }
  }
  return { certainty: 0, because: 'no apiVersion of audit.k8s.io' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const kind = textAt(record, 'kind')
  if (kind !== null && kind !== 'Event') return refused('an audit record is of kind Event', '/kind')
  if (own(record, 'involvedObject') !== undefined) {
    return refused('this Event tells what happened to an object, not who asked for it', '/involvedObject')
  }
  const user = member(record, 'user')
  const uri = textAt(record, 'requestURI')
  const target = member(record, 'objectRef')
  if (!isObject(user) && !isObject(target) && uri === null && textAt(record, 'verb') === null) {
    return refused('an audit record names a verb, a user, an object or a request address', '/verb')
  }
  const actor = kubernetesSubject(user)
  const affected = affectedOf(record)
  const verb = textAt(record, 'verb') ?? 'request'
  const what = objectType(target)
  const call = callOf(record, verb, what)
  const resources = resourcesOf(target, uri)
  const id = recordId(textAt(record, 'auditID'), record, context)
  const stage = textAt(record, 'stage')
  return toSignal({
    format: 'kubernetes-audit',
    form: 'event',
    id,
    // The stages of one request are one thing that happened.
    dedupKey: `kubernetes-audit:${id}`,
    vendor: 'Kubernetes',
    product: 'Audit log',
    type: call.operation,
    title: sentence(
      call.operation,
      {
        target: othersThan(actor, affected),
        place: affected.length === 0 ? placeOf(target, uri) : null,
        actor: actor?.label ?? null,
      },
      call,
    ),
    description: textAt(record, 'responseStatus', 'message'),
    ...observed(
      own(record, 'requestReceivedTimestamp'),
      own(record, 'stageTimestamp'),
      own(record, 'timestamp'),
      own(record, 'p_event_time'),
    ),
    actor,
    affected,
    credentials: credentialsOf(record),
    resources,
    network: networkOf({ origin: textsAt(record, 'sourceIPs')[0] ?? null }),
    account: textAt(record, 'cluster') ?? textAt(record, 'annotations', 'cluster'),
    userAgent: textAt(record, 'userAgent'),
    call,
    labels: labelsOf([
      ['namespace', at(target, 'namespace')],
      ['level', own(record, 'level')],
      ['stage', stage],
      ['requestURI', pathOf(uri)],
      ['command', program(uri, record)],
      ['groups', at(user, 'groups')],
      ['impersonatedUser', at(record, 'impersonatedUser', 'username')],
      ['decision', at(record, 'annotations', 'authorization.k8s.io/decision')],
      ['decisionReason', at(record, 'annotations', 'authorization.k8s.io/reason')],
      ['pod', extra(user, 'authentication.kubernetes.io/pod-name')],
      ['node', extra(user, 'authentication.kubernetes.io/node-name')],
      ['sessionName', extra(user, 'sessionName')],
      ['sourceLabel', own(record, 'p_source_label')],
    ]),
  })
}

/**
 * Who a Kubernetes user is. Service accounts carry their namespace in the name; `system:node:` is a kubelet, other `system:`
 * users are parts of the control plane. On EKS the authenticator adds the AWS principal, which is what an owner knows.
 */
export function kubernetesSubject(user: Json | undefined): IdentityRef | null {
  const name = textAt(user, 'username')
  const arn = extra(user, 'canonicalArn') ?? extra(user, 'arn') ?? (parseArn(name) === null ? null : name)
  const aws = awsIdentity({
    type: arn?.includes(':user/') ? 'IAMUser' : null,
    arn,
    principalId: extra(user, 'principalId'),
    accessKeyId: extra(user, 'accessKeyId'),
  })
  const serviceAccount = kubernetesServiceAccount(name)
  const names: NamePair[] = [...(serviceAccount?.names ?? []), ...(aws?.names ?? [])].map((n) => [n.kind, n.value])
  if (serviceAccount !== null) return { ...serviceAccount, names: [...serviceAccount.names, ...uidNames(user)] }
  return identityOf(kindOfUser(name, aws), aws?.label ?? name, [
    ...names,
    [isEmail(name) ? 'email' : 'user-name', name],
  ])
}

function uidNames(user: Json | undefined): IdentityRef['names'] {
  const uid = textAt(user, 'uid')
  return uid === null ? [] : [{ kind: 'object-id', value: uid }]
}

function kindOfUser(name: string | null, aws: IdentityRef | null): IdentityKind {
  if (name?.startsWith('system:node:')) return 'workload'
  if (name === 'system:anonymous' || name === 'system:unauthenticated') return 'unknown'
  if (name?.startsWith('system:')) return 'cloud-service'
  if (isEmail(name) && aws === null) return 'human'
  return aws?.kind ?? 'unknown'
}

/** Extra values of an authenticator are lists; the first counts. */
function extra(user: Json | undefined, key: string): string | null {
  return textsAt(user, 'extra', key)[0] ?? null
}

/** Verbs that only look. `get` and `create` on `pods/exec` are one thing to the API server, so subresources are asked first. */
const LOOKING = new Set(['get', 'list', 'watch', 'head'])
const ENTERING = new Set(['exec', 'attach', 'portforward', 'ephemeralcontainers'])

/**
 * To whom it was done: the service account that was made, changed or given a token; the subjects of a binding; the pod that was
 * entered; the service account that a new workload will run as; whoever was impersonated.
 */
function affectedOf(record: JsonObject): IdentityRef[] {
  const target = member(record, 'objectRef')
  const verb = textAt(record, 'verb') ?? ''
  const resource = textAt(target, 'resource')
  const name = textAt(target, 'name') ?? textAt(record, 'requestObject', 'metadata', 'name')
  const namespace = textAt(target, 'namespace')
  const impersonated = kubernetesSubject(own(record, 'impersonatedUser'))
  if (resource === 'pods' && ENTERING.has(textAt(target, 'subresource') ?? '')) {
    return identitiesOf(impersonated, workload('pod', namespace, name))
  }
  if (LOOKING.has(verb)) return identitiesOf(impersonated)
  if (resource === 'serviceaccounts') return identitiesOf(impersonated, serviceAccountIn(namespace, name))
  if (resource === 'rolebindings' || resource === 'clusterrolebindings') {
    return identitiesIn([
      impersonated,
      ...objectsAt(record, 'requestObject', 'subjects').slice(0, MOST_LISTED).map(subjectOfBinding),
    ])
  }
  return identitiesOf(impersonated, runsAs(record, namespace))
}

function serviceAccountIn(namespace: string | null, name: string | null): IdentityRef | null {
  return namespace === null || name === null
    ? null
    : kubernetesServiceAccount(`system:serviceaccount:${namespace}:${name}`)
}

function workload(kind: string, namespace: string | null, name: string | null): IdentityRef | null {
  if (name === null) return null
  const path = namespace === null ? name : `${namespace}/${name}`
  return identityOf('workload', path, [['other', `${kind}/${path}`]])
}

/** Groups are no identities; they stay in the raw record. */
function subjectOfBinding(subject: JsonObject): IdentityRef | null {
  const name = textAt(subject, 'name')
  if (textAt(subject, 'kind') === 'ServiceAccount') return serviceAccountIn(textAt(subject, 'namespace'), name)
  return textAt(subject, 'kind') === 'User' ? kubernetesSubject({ username: name }) : null
}

/** A pod by itself, or the template of a deployment and its like. The unnamed `default` account is not spelled out by the record. */
function runsAs(record: JsonObject, namespace: string | null): IdentityRef | null {
  const spec = at(record, 'requestObject', 'spec')
  const name = textAt(spec, 'serviceAccountName') ?? textAt(spec, 'template', 'spec', 'serviceAccountName')
  return serviceAccountIn(namespace, name)
}

/** The caller's token and the token that was issued, by the ids the API server gives them; a secret by its place. */
function credentialsOf(record: JsonObject): Signal['credentials'] {
  const user = member(record, 'user')
  const target = member(record, 'objectRef')
  const used = extra(user, 'authentication.kubernetes.io/credential-id')
  const issued = textAt(record, 'annotations', 'authentication.kubernetes.io/issued-credential-id')
  const secret = textAt(target, 'resource') === 'secrets' ? objectPath(target) : null
  return [
    ...(used === null ? [] : [{ id: used, kind: 'kubernetes-token' }]),
    ...(issued === null ? [] : [{ id: issued, kind: 'kubernetes-token' }]),
    ...(secret === null || textAt(target, 'name') === null ? [] : [{ id: secret, kind: 'kubernetes-secret' }]),
    ...awsCredentials(extra(user, 'accessKeyId')),
  ]
}

function resourcesOf(target: Json | undefined, uri: string | null): Resource[] {
  const path = objectPath(target)
  if (path !== null) return [{ type: objectType(target), id: path, name: textAt(target, 'name') }]
  return resourceOf('request-uri', pathOf(uri))
}

function pathOf(uri: string | null): string | null {
  return uri?.split('?', 1)[0] || null
}

/** What was run in a pod, its first word only: the rest of a command line may hold a password. */
function program(uri: string | null, record: JsonObject): string | null {
  const [first] = textsAt(record, 'requestObject', 'command')
  if (first !== undefined) return first
  return new URLSearchParams(uri?.split('?')[1] ?? '').get('command')
}

/** As a person would point at it: `production/db-credentials`, a namespace for a list, the address where there is no object. */
function placeOf(target: Json | undefined, uri: string | null): string | null {
  const parts = [textAt(target, 'namespace'), textAt(target, 'name')].filter((part) => part !== null)
  if (parts.length > 0) return parts.join('/')
  return isObject(target) ? null : pathOf(uri)
}

/** `pods/exec`, `deployments`: the resource and, after a slash, the subresource. */
function objectType(target: Json | undefined): string | null {
  const resource = textAt(target, 'resource')
  const sub = textAt(target, 'subresource')
  return resource === null || sub === null ? resource : `${resource}/${sub}`
}

/** `<namespace>/<resource>/<name>`, as far as the record says; a list has no name. */
function objectPath(target: Json | undefined): string | null {
  const parts = [textAt(target, 'namespace'), textAt(target, 'resource'), textAt(target, 'name')]
  return parts[1] === null ? null : parts.filter((part) => part !== null).join('/')
}

/** The HTTP status decides. A request that has no response yet (stage RequestReceived) has no outcome either. */
function callOf(record: JsonObject, verb: string, what: string | null): ApiCall {
  const code = numberAt(record, 'responseStatus', 'code')
  const decision = textAt(record, 'annotations', 'authorization.k8s.io/decision')
  const reason = textAt(record, 'responseStatus', 'reason')
  const operation = what === null ? verb : `${verb} ${what}`
  const service = textAt(record, 'objectRef', 'apiGroup') ?? 'core'
  if (decision === 'forbid' || (code !== null && code >= 400)) {
    return {
      service,
      operation,
      outcome: 'failure',
      error: [code, reason].filter((part) => part !== null).join(' ') || 'forbid',
    }
  }
  return { service, operation, outcome: code === null ? 'unknown' : 'success', error: null }
}
