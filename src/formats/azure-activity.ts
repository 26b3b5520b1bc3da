import { at, isObject, type JsonObject, own, textAt } from '../domain/json/json.ts'
import type { ApiCall, Resource, Severity, Signal } from '../domain/signal/signal.ts'
import { azureActor, azureAffected } from './azure-identity.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { kubernetesAudit } from './kubernetes-audit.ts'
import { networkOf } from './shared/network.ts'
import {
  embedded,
  listUnder,
  member,
  memberText,
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
 * Azure Monitor: the activity log and resource logs (storage, key vault, AKS audit), as diagnostic settings export them
 * (`records`) or as the REST API answers (`value`). What happens in the directory itself is `entra-audit`.
 */
export const azureActivity: Format = {
  name: 'azure-activity',
  title: 'Azure Monitor activity log',
  form: 'event',
  unwrap: (value) => listUnder(value, 'records') ?? listUnder(value, 'value'),
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (pipelineType(record) === 'Azure.MonitorActivity') {
    return { certainty: 97, because: 'p_log_type is Azure.MonitorActivity' }
  }
  if (kubernetesRecord(record) !== null)
    return { certainty: 90, because: 'category kube-audit with a log in properties' }
  const resourceId = resourceIdOf(record)
  if (resourceId === null || operationOf(record) === null)
    return { certainty: 0, because: 'no resourceId and operationName' }
  if (/^\/subscriptions\//i.test(resourceId)) {
    return { certainty: 95, because: 'operationName and a resourceId under /subscriptions' }
  }
  return { certainty: 0, because: 'the resourceId is not under /subscriptions' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const operation = operationOf(record)
  if (operation === null) return refused('an Azure Monitor record has an operationName', '/operationName')
  const audit = kubernetesRecord(record)
  if (audit !== null) return ofCluster(record, audit, context)
  const resourceId = resourceIdOf(record)
  const actor = azureActor(record)
  const affected = azureAffected(operation, record, resourceId)
  const call = callOf(record, operation)
  const level = memberText(record, 'level')
  const id = recordId(idOf(record), record, context)
  return toSignal({
    format: 'azure-activity',
    form: 'event',
    id,
    dedupKey: `azure-activity:${id}`,
    vendor: 'Microsoft',
    product: 'Azure Monitor',
    type: operation,
    title: sentence(
      spoken(operation),
      {
        target: othersThan(actor, affected),
        place: textAt(record, 'properties', 'objectKey') ?? lastSegment(resourceId),
        actor: actor?.label ?? null,
      },
      call,
    ),
    severity: logSeverity(level),
    severityOriginal: level,
    ...observed(
      member(record, 'time'),
      member(record, 'eventTimestamp'),
      own(record, 'TimeGenerated'),
      own(record, 'p_event_time'),
    ),
    actor,
    affected,
    credentials: credentialsOf(record, operation, resourceId),
    resources: resourcesOf(record, resourceId),
    network: networkOf({
      origin:
        memberText(record, 'callerIpAddress') ??
        textAt(record, 'httpRequest', 'clientIpAddress') ??
        textAt(record, 'identity', 'claims', 'ipaddr'),
    }),
    account: accountOf(record, resourceId),
    region: memberText(record, 'location'),
    userAgent: textAt(record, 'properties', 'userAgentHeader') ?? textAt(record, 'properties', 'userAgent'),
    call,
    labels: labelsOf([
      ['category', categoryOf(record)],
      ['subscription', subscriptionOf(resourceId)],
      ['correlationId', member(record, 'correlationId')],
      ['resultSignature', member(record, 'resultSignature')],
      ['statusCode', member(record, 'statusCode')],
      ['objectKey', at(record, 'properties', 'objectKey')],
      ['authenticationType', at(record, 'identity', 'type')],
      ['role', at(record, 'identity', 'authorization', 'evidence', 'role')],
    ]),
  })
}

/** AKS sends its audit log through Azure Monitor, as JSON text in `properties.log`. */
function kubernetesRecord(record: JsonObject): JsonObject | null {
  if (!categoryOf(record)?.startsWith('kube-audit')) return null
  const log = embedded(at(record, 'properties', 'log'))
  return isObject(log) ? log : null
}

function ofCluster(record: JsonObject, audit: JsonObject, context: FormatContext): Normalised {
  const inner = kubernetesAudit.normalise(audit, context)
  if (!inner.ok) return refused(inner.reason, `/properties/log${inner.at}`)
  const resourceId = resourceIdOf(record)
  const outerTime = observed(member(record, 'time'), own(record, 'p_event_time'))
  const signal: Signal = {
    ...inner.signal,
    ...(inner.signal.observedAt === null && outerTime.observedAt !== null ? outerTime : {}),
    format: 'azure-activity',
    dedupKey: `azure-activity:${inner.signal.id}`,
    vendor: 'Microsoft',
    product: 'Azure Kubernetes Service',
    account: accountOf(record, resourceId),
    region: memberText(record, 'location'),
    resources: [...inner.signal.resources, ...resourceOf('Microsoft.ContainerService/managedClusters', resourceId)],
  }
  return { ok: true, signal }
}

/** The REST API wraps names as `{ value, localizedValue }`. */
function operationOf(record: JsonObject): string | null {
  return textAt(record, 'operationName', 'value') ?? memberText(record, 'operationName')
}

function categoryOf(record: JsonObject): string | null {
  return textAt(record, 'category', 'value') ?? memberText(record, 'category')
}

function resourceIdOf(record: JsonObject): string | null {
  return memberText(record, 'resourceId') ?? textAt(record, 'ResourceId')
}

/**
 * One operation writes several records (accepted, started, succeeded) under one correlation id, and a batch several
 * operations, so the correlation id alone does not tell them apart. The REST API's eventDataId does.
 */
function idOf(record: JsonObject): string | null {
  const eventDataId = memberText(record, 'eventDataId')
  if (eventDataId !== null) return eventDataId
  const correlation = memberText(record, 'correlationId')
  const time = memberText(record, 'time') ?? memberText(record, 'eventTimestamp')
  const result = memberText(record, 'resultType') ?? textAt(record, 'status', 'value')
  if (correlation === null || time === null) return null
  return [correlation, operationOf(record)?.toLowerCase(), result, time].join('/')
}

/** `MICROSOFT.STORAGE/STORAGEACCOUNTS/LISTKEYS/ACTION` → `listkeys storageaccounts`: services differ in case, so we have one. */
function spoken(operation: string): string {
  if (!operation.includes('/')) return operation
  const parts = operation.toLowerCase().split('/').slice(1)
  const [verb, type] = (parts.at(-1) === 'action' ? parts.slice(0, -1) : parts).toReversed()
  return [verb, type].filter((part) => part !== undefined).join(' ')
}

function lastSegment(resourceId: string | null): string | null {
  return resourceId?.split('/').at(-1) ?? null
}

/** The level grades the log line (a refused call is an Error), not the danger; only Critical means service trouble. */
function logSeverity(level: string | null): Severity {
  return level === null ? 'unknown' : 'informational'
}

function callOf(record: JsonObject, operation: string): ApiCall {
  const result =
    memberText(record, 'resultType') ?? textAt(record, 'status', 'value') ?? memberText(record, 'statusText')
  const status = memberText(record, 'statusCode') ?? memberText(record, 'resultSignature')
  const storage = textAt(record, 'properties', 'metricResponseType')
  const word = result ?? storage
  const service = operation.includes('/') ? (operation.split('/')[0] ?? null) : providerOf(resourceIdOf(record))
  const code = Number(status)
  if (/^fail|^error|denied|unauthori[sz]ed/i.test(word ?? '') || code >= 400) {
    return { service, operation, outcome: 'failure', error: status ?? word }
  }
  if (/^succe/i.test(word ?? '') || (code >= 200 && code < 300))
    return { service, operation, outcome: 'success', error: null }
  return { service, operation, outcome: 'unknown', error: null }
}

/** `/subscriptions/…/providers/Microsoft.Storage/storageAccounts/x` → `Microsoft.Storage`. */
function providerOf(resourceId: string | null): string | null {
  return /\/providers\/([^/]+)/i.exec(resourceId ?? '')?.[1] ?? null
}

function resourcesOf(record: JsonObject, resourceId: string | null): Resource[] {
  const object = textAt(record, 'properties', 'objectKey')
  const type = /\/providers\/([^/]+\/[^/]+)/i.exec(resourceId ?? '')?.[1] ?? null
  return [...resourceOf(type, resourceId, lastSegment(resourceId)), ...resourceOf('blob', object)]
}

/** Calls that show or change a lasting key: the key belongs to the resource, which names it. */
function credentialsOf(record: JsonObject, operation: string, resourceId: string | null): Signal['credentials'] {
  const used = textAt(record, 'identity', 'tokenHash')
  const shown = resourceId !== null && /\/(?:listkeys|regeneratekey|listaccountsas|listcredentials)\b/i.test(operation)
  const secret = resourceId !== null && /\/vaults\/[^/]+\/(?:secrets|keys|certificates)\/[^/]+/i.test(resourceId)
  const secretUri = textAt(record, 'properties', 'id')
  return [
    ...(used === null ? [] : [{ id: used, kind: 'azure-storage-key-hash' }]),
    ...(shown ? [{ id: resourceId, kind: 'azure-resource-key' }] : []),
    ...(secret ? [{ id: resourceId, kind: 'azure-key-vault-object' }] : []),
    ...(secretUri?.includes('.vault.azure.net/') ? [{ id: secretUri, kind: 'azure-key-vault-object' }] : []),
  ]
}

function subscriptionOf(resourceId: string | null): string | null {
  return /^\/subscriptions\/([^/]+)/i.exec(resourceId ?? '')?.[1] ?? null
}

function accountOf(record: JsonObject, resourceId: string | null): string | null {
  return subscriptionOf(resourceId) ?? memberText(record, 'subscriptionId') ?? memberText(record, 'tenantId')
}
