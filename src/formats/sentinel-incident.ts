import {
  at,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  numberAt,
  objectsAt,
  own,
  textAt,
  textsAt,
} from '../domain/json/json.ts'
import type { Signal } from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { type SentinelEntity, sentinelParties } from './sentinel-entities.ts'
import { confidenceOf, severityOf } from './shared/severity.ts'
import { statusOf } from './shared/status.ts'
import { embedded, listUnder } from './shared/telemetry.ts'
import { attackIds, entriesOf, labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Microsoft Sentinel: an incident as its API and playbooks send it (`properties` in a resource, the playbook's `object`
 * around it), and a row of the SecurityAlert table, whose `Entities` and `ExtendedProperties` are JSON in a text.
 */
export const sentinelIncident: Format = {
  name: 'sentinel-incident',
  title: 'Microsoft Sentinel incident or SecurityAlert',
  form: 'finding',
  unwrap,
  recognise,
  normalise,
}

const INCIDENT_TYPE = /^Microsoft\.SecurityInsights\/incidents$/i

function unwrap(value: JsonObject): readonly Json[] | null {
  const incident = own(value, 'object')
  if (isObject(incident) && INCIDENT_TYPE.test(textAt(incident, 'type') ?? '')) return [incident]
  const list = listUnder(value, 'value')
  return list?.some((item) => isObject(item) && recognise(item).certainty > 50) ? list : null
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (INCIDENT_TYPE.test(textAt(record, 'type') ?? '')) {
    return { certainty: 100, because: 'type is Microsoft.SecurityInsights/Incidents' }
  }
  if (textAt(record, 'SystemAlertId') !== null) {
    return textAt(record, 'AlertSeverity') !== null || textAt(record, 'Type') === 'SecurityAlert'
      ? { certainty: 99, because: 'SystemAlertId with AlertSeverity: a SecurityAlert row' }
      : { certainty: 80, because: 'SystemAlertId' }
  }
  const hasNumber = numberAt(record, 'properties', 'incidentNumber') !== null
  return hasNumber && textAt(record, 'properties', 'severity') !== null
    ? { certainty: 92, because: 'properties.incidentNumber and properties.severity' }
    : { certainty: 0, because: 'neither an incident nor a SecurityAlert row' }
}

function normalise(record: JsonObject): Normalised {
  return textAt(record, 'SystemAlertId') === null ? normaliseIncident(record) : normaliseAlertRow(record)
}

function normaliseIncident(record: JsonObject): Normalised {
  const incident = own(record, 'properties')
  // The name is the incident's GUID; the resource id holds it too, with the workspace that owns it.
  const id = textAt(record, 'name') ?? textAt(record, 'id')
  if (id === null) return refused('a Sentinel incident has a name', '/name')
  if (!isObject(incident)) return refused('a Sentinel incident has properties', '/properties')
  const alerts = objectsAt(incident, 'alerts')
  const parties = sentinelParties(objectsAt(incident, 'relatedEntities').map(entityOfApi))
  const workspace = (textAt(record, 'id') ?? '').split('/')
  return toSignal(
    {
      format: 'sentinel-incident',
      form: 'finding',
      id,
      dedupKey: `sentinel-incident:${id.toLowerCase()}`,
      vendor: 'Microsoft',
      product:
        textsAt(incident, 'additionalData', 'alertProductNames')[0] ?? textAt(incident, 'providerName') ?? 'Sentinel',
      type:
        textsAt(incident, 'additionalData', 'tactics')[0] ?? textAt(alerts[0], 'properties', 'alertType') ?? 'incident',
      title: textAt(incident, 'title') ?? id,
      description: textAt(incident, 'description'),
      severity: severityOf(textAt(incident, 'severity')),
      severityOriginal: textAt(incident, 'severity'),
      confidence: confidenceOf(numberAt(alerts[0], 'properties', 'confidenceScore'), 1),
      ...observed(
        at(incident, 'lastActivityTimeUtc'),
        at(incident, 'lastModifiedTimeUtc'),
        at(incident, 'createdTimeUtc'),
        at(incident, 'firstActivityTimeUtc'),
      ),
      firstSeenAt: timeAt(at(incident, 'firstActivityTimeUtc')),
      lastSeenAt: timeAt(at(incident, 'lastActivityTimeUtc')),
      ...parties,
      account: part(workspace, 'subscriptions'),
      labels: labelsOf([
        ['incidentNumber', at(incident, 'incidentNumber')],
        ['workspace', part(workspace, 'workspaces')],
        ['owner', at(incident, 'owner', 'userPrincipalName') ?? at(incident, 'owner', 'email')],
        ['classification', at(incident, 'classification')],
        ['alerts', at(incident, 'additionalData', 'alertsCount')],
        ['tactics', at(incident, 'additionalData', 'tactics')],
        ['labels', objectsAt(incident, 'labels').map((label) => textAt(label, 'labelName') ?? '')],
      ]),
      attacks: attackIds(textsAt(incident, 'additionalData', 'techniques')),
      sourceStatus: incidentStatus(textAt(incident, 'status')),
      link: textAt(incident, 'incidentUrl'),
    },
    '/name',
  )
}

/** An incident that is `Active` has been taken up by somebody; elsewhere in the field the word means untouched. */
function incidentStatus(word: string | null): Signal['sourceStatus'] {
  return word?.toLowerCase() === 'active' ? 'in-progress' : statusOf(word)
}

function normaliseAlertRow(record: JsonObject): Normalised {
  const id = textAt(record, 'SystemAlertId')
  if (id === null) return refused('a SecurityAlert row has a SystemAlertId', '/SystemAlertId')
  const entities = embedded(own(record, 'Entities'))
  const parties = sentinelParties(isArray(entities) ? entities.filter(isObject).map(entityOfTable) : [])
  const extended = embedded(own(record, 'ExtendedProperties'))
  const confidence = numberAt(record, 'ConfidenceScore')
  return toSignal(
    {
      format: 'sentinel-incident',
      form: 'finding',
      id,
      dedupKey: `sentinel-alert:${id.toLowerCase()}`,
      vendor: textAt(record, 'VendorName') ?? 'Microsoft',
      product: textAt(record, 'ProductName') ?? textAt(record, 'ProviderName') ?? 'Sentinel',
      type: textAt(record, 'AlertType') ?? textAt(record, 'AlertName') ?? 'SecurityAlert',
      title: textAt(record, 'DisplayName') ?? textAt(record, 'AlertName') ?? id,
      description: textAt(record, 'Description'),
      severity: severityOf(textAt(record, 'AlertSeverity')),
      severityOriginal: textAt(record, 'AlertSeverity'),
      confidence: confidenceOf(confidence ?? decimal(textAt(record, 'ConfidenceScore')), 1),
      ...observed(at(record, 'EndTime'), at(record, 'TimeGenerated'), at(record, 'StartTime')),
      firstSeenAt: timeAt(at(record, 'StartTime')),
      lastSeenAt: timeAt(at(record, 'EndTime')),
      ...parties,
      resources: [...resourceOfRow(record), ...parties.resources],
      account: textAt(record, 'WorkspaceSubscriptionId') ?? textAt(record, 'TenantId'),
      labels: labelsOf([
        ['compromisedEntity', at(record, 'CompromisedEntity')],
        ['tactics', at(record, 'Tactics')],
        ['provider', at(record, 'ProviderName')],
        ...entriesOf(extended),
      ]),
      attacks: attackIds([textAt(record, 'Techniques') ?? '', textAt(record, 'SubTechniques') ?? '']),
      sourceStatus: statusOf(textAt(record, 'Status')),
      link: textAt(record, 'AlertLink'),
    },
    '/SystemAlertId',
  )
}

function resourceOfRow(record: JsonObject): Signal['resources'] {
  const id = textAt(record, 'ResourceId')
  return id === null ? [] : [{ type: 'azure-resource', id, name: null }]
}

/** The API nests what it knows under `properties`, and so do playbooks. */
function entityOfApi(entity: JsonObject): SentinelEntity {
  return { kind: (textAt(entity, 'kind') ?? '').toLowerCase(), value: own(entity, 'properties') ?? entity }
}

function entityOfTable(entity: JsonObject): SentinelEntity {
  return { kind: (textAt(entity, 'Type') ?? '').toLowerCase(), value: entity }
}

function decimal(text: string | null): number | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
}

/** The path segment after `name`, in any case: resource ids are written either way. */
function part(segments: readonly string[], name: string): string | null {
  const index = segments.findIndex((segment) => segment.toLowerCase() === name)
  return index === -1 ? null : (segments[index + 1] ?? null)
}
