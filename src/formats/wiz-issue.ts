import { at, isObject, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { IdentityRef, Resource } from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { severityOf } from './shared/severity.ts'
import { statusOf } from './shared/status.ts'
import { attackIds, entriesOf, labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'
import { wizIdentity } from './wiz-entity.ts'

/**
 * Wiz issues in the two shapes they travel in: the issue as the API gives it (`entitySnapshot`, `sourceRule`) and the
 * body of an automation's webhook (`issue`, `control`, `resource`, `trigger`). Both name the same issue by the same id.
 */
export const wizIssue: Format = { name: 'wiz-issue', title: 'Wiz issue', form: 'finding', recognise, normalise }

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (isObject(own(record, 'entitySnapshot')) && textAt(record, 'severity') !== null) {
    return isObject(own(record, 'sourceRule'))
      ? { certainty: 98, because: 'entitySnapshot with sourceRule' }
      : { certainty: 92, because: 'entitySnapshot with a severity' }
  }
  const isWebhook = ['issue', 'control', 'resource', 'trigger'].every((key) => isObject(own(record, key)))
  return isWebhook
    ? { certainty: 95, because: 'issue, control, resource and trigger' }
    : { certainty: 0, because: 'neither an issue of Wiz nor its webhook' }
}

function normalise(record: JsonObject): Normalised {
  return isObject(own(record, 'issue')) ? normaliseWebhook(record) : normaliseIssue(record)
}

function normaliseIssue(record: JsonObject): Normalised {
  const id = textAt(record, 'id')
  if (id === null) return refused('a Wiz issue has an id', '/id')
  const rule = own(record, 'sourceRule')
  const entity = own(record, 'entitySnapshot')
  return toSignal(
    {
      format: 'wiz-issue',
      form: 'finding',
      id,
      dedupKey: `wiz-issue:${id}`,
      vendor: 'Wiz',
      product: 'Wiz',
      type: textAt(rule, 'name') ?? textAt(record, 'type') ?? 'issue',
      title: textAt(rule, 'name') ?? id,
      description: textAt(rule, 'controlDescription') ?? textAt(rule, 'description'),
      severity: severityOf(textAt(record, 'severity')),
      severityOriginal: textAt(record, 'severity'),
      ...observed(at(record, 'updatedAt'), at(record, 'statusChangedAt'), at(record, 'createdAt')),
      firstSeenAt: timeAt(at(record, 'createdAt')),
      lastSeenAt: timeAt(at(record, 'updatedAt')),
      affected: affectedOf(entity),
      resources: resourceFrom(entity),
      account: textAt(entity, 'subscriptionExternalId'),
      region: textAt(entity, 'region'),
      labels: labelsOf([
        ['issueType', at(record, 'type')],
        ['cloud', at(entity, 'cloudPlatform')],
        ['subscription', at(entity, 'subscriptionName')],
        ['projects', objectsAt(record, 'projects').map((project) => textAt(project, 'name') ?? '')],
        ['rule', at(rule, 'id')],
        ...entriesOf(own(entity, 'tags'), 'tag:'),
      ]),
      attacks: attackIds(objectsAt(rule, 'securitySubCategories').map((one) => textAt(one, 'title') ?? '')),
      sourceStatus: statusOf(textAt(record, 'status')),
      link: textAt(record, 'url'),
    },
    '/id',
  )
}

function normaliseWebhook(record: JsonObject): Normalised {
  const issue = own(record, 'issue')
  const id = textAt(issue, 'id')
  if (id === null) return refused('the webhook of a Wiz issue has an issue.id', '/issue/id')
  const control = own(record, 'control')
  const resource = own(record, 'resource')
  return toSignal(
    {
      format: 'wiz-issue',
      form: 'finding',
      id,
      dedupKey: `wiz-issue:${id}`,
      vendor: 'Wiz',
      product: 'Wiz',
      type: textAt(control, 'name') ?? 'issue',
      title: textAt(control, 'name') ?? id,
      description: textAt(control, 'description'),
      severity: severityOf(textAt(issue, 'severity')),
      severityOriginal: textAt(issue, 'severity'),
      ...observed(at(issue, 'updated'), at(issue, 'created')),
      firstSeenAt: timeAt(at(issue, 'created')),
      affected: affectedOf(resource),
      resources: resourceFrom(resource),
      account: textAt(resource, 'subscriptionId'),
      region: textAt(resource, 'region'),
      labels: labelsOf([
        ['control', at(control, 'id')],
        ['cloud', at(resource, 'cloudPlatform')],
        ['subscription', at(resource, 'subscriptionName')],
        ['projects', at(issue, 'projects')],
        ['trigger', at(record, 'trigger', 'ruleName')],
      ]),
      attacks: [],
      sourceStatus: statusOf(textAt(issue, 'status')),
      link: textAt(issue, 'url'),
    },
    '/issue/id',
  )
}

function affectedOf(entity: Json | undefined): IdentityRef[] {
  const identity = wizIdentity(entity)
  return identity === null ? [] : [identity]
}

function resourceFrom(entity: Json | undefined): Resource[] {
  const id =
    textAt(entity, 'providerId') ?? textAt(entity, 'externalId') ?? textAt(entity, 'id') ?? textAt(entity, 'name')
  return id === null
    ? []
    : [{ type: textAt(entity, 'nativeType') ?? textAt(entity, 'type'), id, name: textAt(entity, 'name') }]
}
