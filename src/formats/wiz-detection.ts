import { at, isObject, type Json, type JsonObject, objectsAt, own, textAt, textsAt } from '../domain/json/json.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { identitiesOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { severityOf } from './shared/severity.ts'
import { distinctResources, resourceOf } from './shared/telemetry.ts'
import { attackIds, labelsOf } from './shared/text.ts'
import { observed, timeAt } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'
import { wizIdentity } from './wiz-entity.ts'

/** Detections of Wiz Defend: actors and resources kept apart by the source itself, with the events behind them. */
export const wizDetection: Format = {
  name: 'wiz-detection',
  title: 'Wiz detection',
  form: 'finding',
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (textAt(record, 'tdrId') !== null && Array.isArray(own(record, 'triggeringEvents'))) {
    return { certainty: 98, because: 'tdrId with triggeringEvents' }
  }
  return textAt(record, 'threatId') !== null && isObject(own(record, 'primaryResource'))
    ? { certainty: 85, because: 'threatId with primaryResource' }
    : { certainty: 0, because: 'no detection of Wiz' }
}

function normalise(record: JsonObject): Normalised {
  const id = textAt(record, 'id')
  if (id === null) return refused('a Wiz detection has an id', '/id')
  const event = at(record, 'triggeringEvents', 0)
  const account = at(record, 'primaryResource', 'cloudAccount') ?? at(record, 'cloudAccounts', 0)
  return toSignal(
    {
      format: 'wiz-detection',
      form: 'finding',
      id,
      dedupKey: `wiz-detection:${id}`,
      vendor: 'Wiz',
      product: 'Wiz Defend',
      type: textAt(record, 'tdrId') ?? 'detection',
      title: textAt(record, 'title') ?? id,
      description: textAt(record, 'description'),
      severity: severityOf(textAt(record, 'severity')),
      severityOriginal: textAt(record, 'severity'),
      ...observed(at(record, 'timeframe', 'end'), at(event, 'eventTime'), at(record, 'createdAt')),
      firstSeenAt: timeAt(at(record, 'timeframe', 'start')),
      lastSeenAt: timeAt(at(record, 'timeframe', 'end')),
      actor:
        wizIdentity(own(record, 'primaryActor')) ??
        identitiesOf(objectsAt(record, 'actors').map(wizIdentity))[0] ??
        null,
      affected: identitiesOf(
        wizIdentity(own(record, 'primaryResource')),
        objectsAt(record, 'resources').map(wizIdentity),
      ).slice(0, 1),
      resources: distinctResources(
        objectsAt(record, 'resources').flatMap((one) =>
          resourceOf(
            textAt(one, 'nativeType') ?? textAt(one, 'type'),
            textAt(one, 'externalId') ?? textAt(one, 'id'),
            textAt(one, 'name'),
          ),
        ),
      ),
      network: networkOf({
        origin: textAt(event, 'actorIP') ?? addressOf(own(record, 'primaryActor')),
        asn: textAt(event, 'actorIPMeta', 'autonomousSystemNumber'),
        organization: textAt(event, 'actorIPMeta', 'autonomousSystemOrganization'),
        country: textAt(event, 'actorIPMeta', 'country'),
      }),
      account: textAt(account, 'externalId'),
      region: textAt(record, 'primaryResource', 'region'),
      labels: labelsOf([
        ['source', at(record, 'tdrSource')],
        ['cloud', at(account, 'cloudPlatform')],
        ['tactics', at(record, 'mitreTactics')],
        ['threat', at(record, 'threatId')],
        // The finding behind it, as its product knows it: how a GuardDuty finding is recognised here.
        ['sourceFinding', at(event, 'externalId')],
        ['trigger', at(record, 'trigger', 'ruleName')],
      ]),
      attacks: attackIds(textsAt(record, 'mitreTechniques')),
      link: textAt(record, 'threatURL'),
    },
    '/id',
  )
}

function addressOf(actor: Json | undefined): string | null {
  return textAt(actor, 'type') === 'NETWORK_ADDRESS' ? textAt(actor, 'externalId') : null
}
