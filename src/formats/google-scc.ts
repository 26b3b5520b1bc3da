import { at, isObject, type Json, type JsonObject, objectsAt, own, textAt, textsAt } from '../domain/json/json.ts'
import type { IdentityRef, Resource, Signal } from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { gcpTechniqueIds } from './google-scc-techniques.ts'
import { base64Json } from './shared/base64-json.ts'
import {
  identitiesOf,
  identityOf,
  isEmail,
  isGoogleServiceAccount,
  kubernetesServiceAccount,
} from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { severityOf } from './shared/severity.ts'
import { distinctResources, resourceOf } from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Google Security Command Center findings: the notification that Pub/Sub carries in base64, the API's list of results,
 * or a finding alone. `access` says who called; the resource is what it was done to.
 */
export const googleScc: Format = {
  name: 'google-scc',
  title: 'Google Security Command Center',
  form: 'finding',
  unwrap,
  recognise,
  normalise,
}

const FINDING_NAME = /\/sources\/[^/]+\/(?:locations\/[^/]+\/)?findings\//

function unwrap(value: JsonObject): readonly Json[] | null {
  const carried = base64Json(textAt(value, 'message', 'data') ?? textAt(value, 'data'))
  if (isObject(carried) && recognise(carried).certainty > 0) return [carried]
  const list = own(value, 'listFindingsResults') ?? own(value, 'receivedMessages')
  return Array.isArray(list) && list.length > 0 ? list.map((item: Json) => pulled(item)) : null
}

/** A pulled Pub/Sub message carries the notification; anything else stays as it is. */
function pulled(item: Json): Json {
  const carried = base64Json(textAt(item, 'message', 'data'))
  return carried === undefined ? item : carried
}

function findingOf(record: JsonObject): Json | undefined {
  return own(record, 'finding') ?? record
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  const finding = findingOf(record)
  if (FINDING_NAME.test(textAt(finding, 'name') ?? textAt(finding, 'canonicalName') ?? '')) {
    return { certainty: 100, because: 'the name of a finding under a source' }
  }
  return textAt(finding, 'findingClass') !== null && textAt(finding, 'category') !== null
    ? { certainty: 95, because: 'findingClass and category' }
    : { certainty: 0, because: 'no finding of a Security Command Center source' }
}

function normalise(record: JsonObject): Normalised {
  const finding = findingOf(record)
  const name = textAt(finding, 'canonicalName') ?? textAt(finding, 'name')
  if (name === null) return refused('a Security Command Center finding has a name', '/finding/name')
  const resource = own(record, 'resource')
  const access = own(finding, 'access')
  const resourceName = textAt(finding, 'resourceName') ?? textAt(resource, 'name')
  return toSignal(
    {
      format: 'google-scc',
      form: 'finding',
      id: name,
      dedupKey: `google-scc:${textAt(finding, 'name') ?? name}`,
      vendor: 'Google Cloud',
      product: textAt(finding, 'parentDisplayName') ?? 'Security Command Center',
      type: textAt(finding, 'category') ?? 'finding',
      title: textAt(finding, 'category') ?? name,
      description: textAt(finding, 'description'),
      severity: severityOf(textAt(finding, 'severity')),
      severityOriginal: textAt(finding, 'severity'),
      ...observed(at(finding, 'eventTime'), at(finding, 'createTime')),
      firstSeenAt: timeAt(at(finding, 'createTime')),
      lastSeenAt: timeAt(at(finding, 'eventTime')),
      actor: principalOf(access),
      affected: identitiesOf(
        objectsAt(finding, 'iamBindings').map((binding) => memberOf(textAt(binding, 'member'))),
        accountInName(resourceName),
        accountInName(textAt(access, 'serviceAccountKeyName')),
      ),
      credentials: keysOf(finding, resourceName),
      resources: resourcesOf(resource, resourceName),
      network: networkOf({ origin: textAt(access, 'callerIp'), country: textAt(access, 'callerIpGeo', 'regionCode') }),
      account:
        textAt(resource, 'gcpMetadata', 'project') ??
        textAt(resource, 'projectDisplayName') ??
        textAt(resource, 'project') ??
        projectIn(resourceName),
      region: textAt(resource, 'location'),
      userAgent: textAt(access, 'userAgent') ?? textAt(access, 'userAgentFamily'),
      call: callOf(access),
      labels: labelsOf([
        ['findingClass', at(finding, 'findingClass')],
        ['state', at(finding, 'state')],
        ['mute', at(finding, 'mute')],
        ['primaryTactic', at(finding, 'mitreAttack', 'primaryTactic')],
        [
          'delegation',
          objectsAt(access, 'serviceAccountDelegationInfo').map(
            (one) => textAt(one, 'principalEmail') ?? textAt(one, 'principalSubject') ?? '',
          ),
        ],
        ['resourceType', at(resource, 'type')],
      ]),
      attacks: gcpTechniqueIds([
        ...textsAt(finding, 'mitreAttack', 'primaryTechniques'),
        ...textsAt(finding, 'mitreAttack', 'additionalTechniques'),
      ]),
      sourceStatus: statusFrom(finding),
      link: textAt(finding, 'externalUri'),
    },
    '/finding/name',
  )
}

function statusFrom(finding: Json | undefined): Signal['sourceStatus'] {
  if (textAt(finding, 'mute') === 'MUTED') return 'suppressed'
  const state = textAt(finding, 'state')
  if (state === 'INACTIVE') return 'resolved'
  return state === 'ACTIVE' ? 'new' : null
}

function principalOf(access: Json | undefined): IdentityRef | null {
  const email = textAt(access, 'principalEmail')
  const subject = textAt(access, 'principalSubject')
  const user = textAt(access, 'userName')
  const cluster = kubernetesServiceAccount(email ?? user)
  if (cluster !== null) return cluster
  const isService = isGoogleServiceAccount(email) || (subject ?? '').startsWith('serviceAccount:')
  const isWorkload = /workloadIdentityPools\//.test(subject ?? '')
  const kind = isService ? 'service-account' : isWorkload ? 'workload' : isEmail(email) ? 'human' : 'unknown'
  return identityOf(kind, email ?? user ?? subject, [
    [isService ? 'service-account' : 'email', email],
    ['principal-id', subject],
    ['user-name', user],
  ])
}

/** `serviceAccount:mail`, `user:mail`, `principal://…` as IAM bindings write them. */
function memberOf(member: string | null): IdentityRef | null {
  const [prefix, ...rest] = (member ?? '').split(':')
  const name = rest.join(':')
  if (prefix === 'serviceAccount')
    return identityOf('service-account', name, [
      ['service-account', name],
      ['principal-id', member],
    ])
  if (prefix === 'user')
    return identityOf('human', name, [
      ['email', name],
      ['principal-id', member],
    ])
  return prefix === 'principal' || prefix === 'principalSet'
    ? identityOf('workload', member, [['principal-id', member]])
    : null
}

/** The service account in `//iam.googleapis.com/projects/p/serviceAccounts/<mail or id>[/keys/…]`. */
function accountInName(name: string | null): IdentityRef | null {
  const account = /\/serviceAccounts\/([^/]+)/.exec(name ?? '')?.[1] ?? null
  return identityOf('service-account', account, [[isEmail(account) ? 'service-account' : 'principal-id', account]])
}

function keysOf(finding: Json | undefined, resourceName: string | null): Signal['credentials'] {
  const names = [textAt(finding, 'access', 'serviceAccountKeyName'), resourceName]
  const ids = names.flatMap((name) => /\/serviceAccounts\/[^/]+\/keys\/([^/]+)/.exec(name ?? '')?.[1] ?? [])
  return [...new Set(ids)].map((id) => ({ id, kind: 'gcp-service-account-key' }))
}

function resourcesOf(resource: Json | undefined, resourceName: string | null): Resource[] {
  return distinctResources(resourceOf(textAt(resource, 'type'), resourceName, textAt(resource, 'displayName')))
}

function projectIn(name: string | null): string | null {
  return /\/projects\/([^/]+)/.exec(name ?? '')?.[1] ?? null
}

function callOf(access: Json | undefined): Signal['call'] {
  const operation = textAt(access, 'methodName')
  return operation === null
    ? null
    : { service: textAt(access, 'serviceName'), operation, outcome: 'unknown', error: null }
}
