import { at, isObject, type Json, type JsonObject, objectsAt, own, textAt, textsAt } from '../domain/json/json.ts'
import type { Resource } from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { graphEvidence } from './microsoft-graph-evidence.ts'
import { severityOf } from './shared/severity.ts'
import { statusOf } from './shared/status.ts'
import { distinctResources, listUnder, memberText } from './shared/telemetry.ts'
import { attackIds, labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** Microsoft Graph security alerts, `alerts_v2`: Defender, Entra ID Protection and their siblings behind one schema. */
export const microsoftGraphAlert: Format = {
  name: 'microsoft-graph-alert',
  title: 'Microsoft Graph security alert (alerts_v2)',
  form: 'finding',
  unwrap,
  recognise,
  normalise,
}

function unwrap(value: JsonObject): readonly Json[] | null {
  const list = listUnder(value, 'value')
  const isOurs = /alerts_v2/.test(memberText(value, '@odata.context') ?? '')
  return list !== null && (isOurs || list.some((item) => isAlert(item))) ? list : null
}

function isAlert(item: Json): boolean {
  return isObject(item) && recognise(item).certainty > 50
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (memberText(record, '@odata.type') === '#microsoft.graph.security.alert') {
    return { certainty: 100, because: '@odata.type is #microsoft.graph.security.alert' }
  }
  const types = objectsAt(record, 'evidence').map(evidenceType)
  if (types.some((type) => type.startsWith('#microsoft.graph.security.'))) {
    return { certainty: 97, because: 'evidence of #microsoft.graph.security types' }
  }
  const hasFields = ['serviceSource', 'createdDateTime', 'severity', 'title'].every(
    (key) => textAt(record, key) !== null,
  )
  return hasFields
    ? { certainty: 90, because: 'serviceSource, createdDateTime, severity and title' }
    : { certainty: 0, because: 'no alert type and no evidence of Microsoft Graph' }
}

/** Pipelines that cannot hold `@` write `at_sign_odata_type`. */
function evidenceType(evidence: JsonObject): string {
  return memberText(evidence, '@odata.type') ?? textAt(evidence, 'at_sign_odata_type') ?? ''
}

function normalise(record: JsonObject): Normalised {
  const id = textAt(record, 'id')
  if (id === null) return refused('a Microsoft Graph alert has an id', '/id')
  const evidence = objectsAt(record, 'evidence')
  const parties = graphEvidence(evidence.map((one) => ({ type: evidenceType(one), value: one })))
  const source = textAt(record, 'serviceSource') ?? textAt(record, 'productName')
  return toSignal(
    {
      format: 'microsoft-graph-alert',
      form: 'finding',
      id,
      dedupKey: `microsoft-graph:${textAt(record, 'tenantId') ?? ''}:${id}`,
      vendor: 'Microsoft',
      product: textAt(record, 'productName') ?? source ?? 'Graph security',
      type: textAt(record, 'category') ?? textAt(record, 'detectorId') ?? 'alert',
      title: textAt(record, 'title') ?? id,
      description: textAt(record, 'description'),
      severity: severityOf(textAt(record, 'severity')),
      severityOriginal: textAt(record, 'severity'),
      ...observed(
        at(record, 'lastActivityDateTime'),
        at(record, 'lastUpdateDateTime'),
        at(record, 'createdDateTime'),
        at(record, 'firstActivityDateTime'),
      ),
      firstSeenAt: timeAt(at(record, 'firstActivityDateTime')),
      lastSeenAt: timeAt(at(record, 'lastActivityDateTime')),
      actor: parties.actor,
      affected: parties.affected,
      sessions: parties.sessions,
      resources: resourcesOf(evidence),
      network: parties.network,
      account: textAt(record, 'tenantId'),
      userAgent: parties.userAgent,
      labels: labelsOf([
        ['serviceSource', at(record, 'serviceSource')],
        ['detectionSource', at(record, 'detectionSource')],
        ['detectorId', at(record, 'detectorId')],
        ['incidentId', at(record, 'incidentId')],
        ['classification', at(record, 'classification')],
        ['determination', at(record, 'determination')],
        ['assignedTo', at(record, 'assignedTo')],
        ['systemTags', at(record, 'systemTags')],
      ]),
      attacks: attackIds(textsAt(record, 'mitreTechniques')),
      sourceStatus: statusOf(textAt(record, 'status')),
      isSample: false,
      link: textAt(record, 'alertWebUrl'),
    },
    '/id',
  )
}

/** Evidence that names a thing rather than an identity: a device, a file's hash, a cloud resource, a mailbox. */
function resourcesOf(evidence: readonly JsonObject[]): Resource[] {
  return distinctResources(
    evidence.flatMap((one) => {
      const id =
        textAt(one, 'resourceId') ??
        textAt(one, 'vmMetadata', 'resourceId') ??
        textAt(own(one, 'imageFile') ?? own(one, 'fileDetails'), 'sha256') ??
        textAt(one, 'mdeDeviceId') ??
        textAt(one, 'azureAdDeviceId') ??
        textAt(one, 'primaryAddress')
      if (id === null) return []
      const name = textAt(one, 'resourceName') ?? textAt(one, 'deviceDnsName') ?? textAt(one, 'imageFile', 'fileName')
      return [{ type: evidenceType(one).replace('#microsoft.graph.security.', '') || null, id, name }]
    }),
  )
}
