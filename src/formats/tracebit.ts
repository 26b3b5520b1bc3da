import { at, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { IdentityRef } from '../domain/signal/signal.ts'
import { type Format, type Normalised, refused } from './format.ts'
import { awsIdentity, awsSessions, parseArn } from './shared/aws.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { severityOf } from './shared/severity.ts'
import { distinctResources, resourceOf } from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** Tracebit canary alerts: nobody has business with a canary, so the principal is the actor and the canary the object. */
export const tracebit: Format = {
  name: 'tracebit',
  title: 'Tracebit canary alert',
  form: 'finding',
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (textAt(record, 'discriminator', 'type') === 'tracebit_alert_log') {
    return { certainty: 100, because: 'discriminator.type is tracebit_alert_log' }
  }
  const isTracebit = textAt(record, 'canary', 'tracebit_id') !== null || textAt(record, 'tracebit_portal_url') !== null
  return isTracebit
    ? { certainty: 97, because: 'a tracebit id or portal address' }
    : { certainty: 0, because: 'no mark of Tracebit' }
}

function normalise(record: JsonObject): Normalised {
  const alertId = textAt(record, 'alert_id')
  const id = textAt(record, 'id') ?? alertId
  if (id === null) return refused('a Tracebit alert has an id', '/id')
  const canary = own(record, 'canary')
  const event = own(record, 'event')
  const principal = own(record, 'principal')
  const arn = textAt(principal, 'aws', 'arn')
  const operation = textAt(event, 'operation')
  const agent = at(event, 'request', 'user_agent')
  return toSignal(
    {
      format: 'tracebit',
      form: 'finding',
      id,
      dedupKey: `tracebit:${alertId ?? id}`,
      vendor: 'Tracebit',
      product: 'Tracebit canaries',
      type: textAt(record, 'discriminator', 'subtype') ?? 'canary_alert',
      title: textAt(record, 'message') ?? 'Canary touched',
      description: describe(operation, canary, principal),
      severity: severityOf(textAt(record, 'severity')),
      severityOriginal: textAt(record, 'severity'),
      ...observed(at(record, 'timestamp')),
      actor: principalOf(principal),
      affected: identitiesOf(decoyOf(canary)),
      sessions: awsSessions(arn),
      resources: distinctResources([
        ...resourceOf(textAt(canary, 'type'), textAt(canary, 'provider_id'), textAt(canary, 'name')),
        ...objectsAt(event, 'resources').flatMap((one) => resourceOf(textAt(one, 'type'), textAt(one, 'id'))),
      ]),
      network: networkOf({ origin: textAt(event, 'request', 'ip') }),
      account: textAt(canary, 'provider_account_id') ?? textAt(principal, 'aws', 'account_id'),
      userAgent: textAt(agent, 'raw') ?? textAt(agent),
      call:
        operation === null ? null : { service: textAt(record, 'provider'), operation, outcome: 'unknown', error: null },
      labels: labelsOf([
        ['provider', at(record, 'provider')],
        ['canary', at(canary, 'name')],
        ['canaryType', at(canary, 'type')],
        ['accountName', at(canary, 'aws', 'account_name') ?? at(canary, 'azure', 'subscription_name')],
        ['client', at(agent, 'label')],
        ['tenant', at(principal, 'azure', 'tenant_id')],
      ]),
      link: textAt(record, 'tracebit_portal_url'),
    },
    '/id',
  )
}

function describe(operation: string | null, canary: Json | undefined, principal: Json | undefined): string | null {
  const what = textAt(canary, 'name')
  const who = textAt(principal, 'id')
  return what === null ? null : `${who ?? 'Somebody'} called ${operation ?? 'an operation'} on the canary ${what}.`
}

function principalOf(principal: Json | undefined): IdentityRef | null {
  const aws = own(principal, 'aws')
  if (aws !== undefined) {
    return awsIdentity({
      type: textAt(aws, 'type'),
      arn: textAt(aws, 'arn'),
      accessKeyId: textAt(aws, 'access_key_id'),
    })
  }
  // With an application id alone one cannot tell a program from a person using it, so the kind stays open.
  return identityOf('unknown', textAt(principal, 'name') ?? textAt(principal, 'id'), [
    ['object-id', textAt(principal, 'id')],
    ['app-id', textAt(principal, 'azure', 'app_id')],
    ['user-name', textAt(principal, 'name')],
  ])
}

/** A canary that is itself a role, user or key is the identity that was abused; a decoy bucket is only a resource. */
function decoyOf(canary: Json | undefined): IdentityRef | null {
  const arn = textAt(canary, 'aws', 'arn') ?? textAt(canary, 'provider_id')
  if (parseArn(arn)?.service !== 'iam') return null
  return awsIdentity({ type: arn?.includes(':role/') ? 'Role' : 'IAMUser', arn })
}
