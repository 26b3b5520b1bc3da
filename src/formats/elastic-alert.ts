import { isArray, isObject, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { ApiCall, Resource, Severity } from '../domain/signal/signal.ts'
import { ecsActor, ecsTarget } from './elastic-identity.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { awsCredentials, awsSessions } from './shared/aws.ts'
import { dotted, dottedOne, dottedText, dottedTexts } from './shared/dotted.ts'
import { identitiesOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { severityBand, severityOf } from './shared/severity.ts'
import { statusOf } from './shared/status.ts'
import { resourceOf } from './shared/telemetry.ts'
import { attackIds, labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Elastic Security alerts: ECS with `kibana.alert.*` (and `signal.*` before version 8), with keys nested or dotted, as
 * a document, a search hit around it (`_source`), or its `fields`.
 */
export const elasticAlert: Format = {
  name: 'elastic-alert',
  title: 'Elastic Security alert (ECS)',
  form: 'finding',
  unwrap,
  recognise,
  normalise,
}

function unwrap(value: JsonObject): readonly Json[] | null {
  const hits = own(own(value, 'hits'), 'hits')
  return isArray(hits) && hits.some((hit) => isObject(hit) && recognise(hit).certainty > 0) ? hits : null
}

function documentOf(record: JsonObject): JsonObject {
  const source = own(record, '_source') ?? (own(record, '_id') === undefined ? undefined : own(record, 'fields'))
  return isObject(source) ? source : record
}

/** `kibana.alert.<name>`, else its name before version 8. */
function alertField(doc: JsonObject, name: string): Json | undefined {
  return dotted(doc, `kibana.alert.${name}`) ?? dotted(doc, `signal.${name}`)
}

function alertText(doc: JsonObject, name: string): string | null {
  return dottedText(doc, `kibana.alert.${name}`) ?? dottedText(doc, `signal.${name}`)
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  const doc = documentOf(record)
  if (alertText(doc, 'uuid') !== null || alertText(doc, 'rule.name') !== null) {
    return { certainty: 98, because: 'kibana.alert or signal.rule fields' }
  }
  const isAlert = /^(alert|signal)$/.test(dottedText(doc, 'event.kind') ?? '')
  return isAlert && dottedOne(doc, '@timestamp') !== undefined && dottedText(doc, 'ecs.version') !== null
    ? { certainty: 80, because: 'ECS with event.kind alert' }
    : { certainty: 0, because: 'no kibana.alert and no ECS alert' }
}

function normalise(record: JsonObject): Normalised {
  const doc = documentOf(record)
  const id = alertText(doc, 'uuid') ?? textAt(record, '_id') ?? dottedText(doc, 'event.id')
  if (id === null) return refused('an Elastic alert has kibana.alert.uuid or _id', '/kibana.alert.uuid')
  if (alertText(doc, 'building_block_type') !== null) {
    return refused('a building block feeds other rules and is no alert by itself', '/kibana.alert.building_block_type')
  }
  const rule = alertText(doc, 'rule.name') ?? dottedText(doc, 'rule.name')
  const stated = alertText(doc, 'severity') ?? alertText(doc, 'rule.severity')
  const arn = dottedText(doc, 'aws.cloudtrail.user_identity.arn')
  return toSignal(
    {
      format: 'elastic-alert',
      form: 'finding',
      id,
      dedupKey: `elastic:${id}`,
      vendor: 'Elastic',
      product: 'Elastic Security',
      type: rule ?? dottedText(doc, 'event.action') ?? 'alert',
      title: rule ?? dottedText(doc, 'message') ?? id,
      description: alertText(doc, 'reason') ?? alertText(doc, 'rule.description') ?? dottedText(doc, 'message'),
      severity: stated === null ? bandOf(doc) : severityOf(stated),
      severityOriginal: stated ?? alertText(doc, 'risk_score') ?? dottedText(doc, 'event.severity'),
      ...observed(...[alertField(doc, 'original_time'), dotted(doc, '@timestamp')].map(first)),
      firstSeenAt: timeAt(first(alertField(doc, 'start')) ?? first(alertField(doc, 'original_time'))),
      lastSeenAt: timeAt(first(alertField(doc, 'last_detected')) ?? dottedOne(doc, '@timestamp')),
      actor: ecsActor(doc),
      affected: identitiesOf(ecsTarget(doc)),
      sessions: awsSessions(arn, timeAt(dottedOne(doc, 'aws.cloudtrail.user_identity.session_context.creation_date'))),
      credentials: awsCredentials(dottedText(doc, 'aws.cloudtrail.user_identity.access_key_id')),
      resources: resourcesOf(doc),
      network: networkOf({
        origin: dottedText(doc, 'source.ip') ?? dottedText(doc, 'client.ip') ?? dottedText(doc, 'source.address'),
        asn: dottedText(doc, 'source.as.number'),
        organization: dottedText(doc, 'source.as.organization.name'),
        country: dottedText(doc, 'source.geo.country_iso_code') ?? dottedText(doc, 'source.geo.country_name'),
        city: dottedText(doc, 'source.geo.city_name'),
      }),
      account:
        dottedText(doc, 'cloud.account.id') ??
        dottedText(doc, 'cloud.project.id') ??
        dottedText(doc, 'organization.id'),
      region: dottedText(doc, 'cloud.region'),
      userAgent: dottedText(doc, 'user_agent.original'),
      call: callOf(doc),
      labels: labelsOf([
        ['riskScore', first(alertField(doc, 'risk_score'))],
        ['rule', first(alertField(doc, 'rule.rule_id') ?? alertField(doc, 'rule.uuid'))],
        ['ruleTags', alertField(doc, 'rule.tags')],
        ['dataset', dottedOne(doc, 'event.dataset')],
        ['host', dottedOne(doc, 'host.name')],
        ['suppressed', first(alertField(doc, 'suppression.docs_count'))],
        ['group', first(alertField(doc, 'group.id'))],
        ['workflowTags', alertField(doc, 'workflow_tags')],
      ]),
      attacks: attacksOf(doc),
      sourceStatus: statusOf(alertText(doc, 'workflow_status') ?? dottedText(doc, 'signal.status')),
      link: alertText(doc, 'url'),
    },
    '/kibana.alert.uuid',
  )
}

function first(value: Json | undefined): Json | undefined {
  return isArray(value) ? value[0] : value
}

/** Only where the record has a score and no word; Elastic's own defaults for a rule are 21, 47, 73 and 99. */
function bandOf(doc: JsonObject): Severity {
  const score = first(alertField(doc, 'risk_score'))
  return severityBand(typeof score === 'number' ? score : null, [
    [90, 'critical'],
    [70, 'high'],
    [40, 'medium'],
    [0, 'low'],
  ])
}

function attacksOf(doc: JsonObject): string[] {
  const threats = [alertField(doc, 'rule.threat'), alertField(doc, 'rule.parameters.threat'), dotted(doc, 'threat')]
  const nested = threats.flatMap(listOf).flatMap(techniqueIds)
  const flat = ['technique.id', 'technique.subtechnique.id'].flatMap((name) => [
    ...dottedTexts(doc, `kibana.alert.rule.threat.${name}`),
    ...dottedTexts(doc, `threat.${name}`),
  ])
  return attackIds([...nested, ...flat])
}

function listOf(value: Json | undefined): readonly Json[] {
  if (isArray(value)) return value
  return value === undefined ? [] : [value]
}

function techniqueIds(threat: Json): string[] {
  return objectsAt(threat, 'technique').flatMap((technique) => {
    const deeper = objectsAt(technique, 'subtechnique').flatMap((one) => textAt(one, 'id') ?? [])
    return deeper.length > 0 ? deeper : [textAt(technique, 'id') ?? '']
  })
}

function callOf(doc: JsonObject): ApiCall | null {
  const operation = dottedText(doc, 'event.action')
  if (operation === null) return null
  const outcome = dottedText(doc, 'event.outcome')
  return {
    service: dottedText(doc, 'event.provider'),
    operation,
    outcome: outcome === 'success' || outcome === 'failure' ? outcome : 'unknown',
    error: dottedText(doc, 'aws.cloudtrail.error_code') ?? dottedText(doc, 'error.code'),
  }
}

function resourcesOf(doc: JsonObject): Resource[] {
  return [
    ...dottedTexts(doc, 'aws.cloudtrail.resources.arn').flatMap((arn) => resourceOf('aws-resource', arn)),
    ...resourceOf(
      'kubernetes',
      dottedText(doc, 'kubernetes.audit.objectRef.name') ?? dottedText(doc, 'orchestrator.resource.name'),
    ),
    ...resourceOf('host', dottedText(doc, 'host.id') ?? dottedText(doc, 'host.name'), dottedText(doc, 'host.name')),
    ...resourceOf('resource', dottedText(doc, 'azure.resource.id') ?? dottedText(doc, 'gcp.audit.resource_name')),
  ]
}
