import { at, type Json, type JsonObject, own, textAt, textsAt } from '../domain/json/json.ts'
import type { IdentityRef, Network, Signal } from '../domain/signal/signal.ts'
import { identitiesOf, identityOf, kubernetesServiceAccount } from './shared/identity.ts'
import { NO_NETWORK, networkOf } from './shared/network.ts'
import { distinctById } from './shared/telemetry.ts'
import { timeAt } from './shared/times.ts'

/** One piece of a Graph alert's evidence with its `@odata.type`. */
export interface GraphEvidence {
  readonly type: string
  readonly value: JsonObject
}

/** What the evidence of an alert says about who, from where and in which session. */
export interface GraphParties {
  readonly actor: IdentityRef | null
  readonly affected: IdentityRef[]
  readonly sessions: Signal['sessions']
  readonly network: Network
  readonly userAgent: string | null
}

/**
 * Evidence with the role `attacker` (or `source`, `created`) acted. Everything else in an alert is what the alert is
 * about, above all the identity whose sign-in was abused: Microsoft puts the victim there, not the intruder.
 */
export function graphEvidence(evidence: readonly GraphEvidence[]): GraphParties {
  const isActing = (one: GraphEvidence): boolean =>
    textsAt(one.value, 'roles').some((role) => /^(attacker|source|created)$/i.test(role))
  const session = evidence.find(({ type }) => type.endsWith('.cloudLogonSessionEvidence'))?.value
  return {
    actor: identitiesOf(evidence.filter(isActing).map(identityFrom))[0] ?? null,
    affected: identitiesOf(evidence.filter((one) => !isActing(one)).map(identityFrom)),
    sessions: distinctById(evidence.flatMap(sessionOf)),
    network: networkFrom(evidence),
    userAgent: textAt(session, 'userAgent'),
  }
}

function identityFrom({ type, value }: GraphEvidence): IdentityRef | null {
  switch (type.replace('#microsoft.graph.security.', '')) {
    case 'servicePrincipalEvidence':
      return identityOf('oauth-app', textAt(value, 'servicePrincipalName'), [
        ['object-id', textAt(value, 'servicePrincipalObjectId')],
        ['app-id', textAt(value, 'appId')],
        ['user-name', textAt(value, 'servicePrincipalName')],
      ])
    case 'oauthApplicationEvidence':
      return identityOf('oauth-app', textAt(value, 'displayName'), [
        ['object-id', textAt(value, 'objectId')],
        ['app-id', textAt(value, 'appId')],
        ['user-name', textAt(value, 'displayName')],
      ])
    case 'cloudApplicationEvidence':
      return identityOf('oauth-app', textAt(value, 'displayName'), [
        ['app-id', textAt(value, 'appId')],
        ['user-name', textAt(value, 'displayName')],
      ])
    case 'kubernetesServiceAccountEvidence':
      return serviceAccount(value)
    case 'aiAgentEvidence':
      return identityOf('ai-agent', textAt(value, 'agentName'), [
        ['object-id', textAt(value, 'agentId')],
        ['app-id', textAt(value, 'hostingPlatformId') ?? textAt(value, 'appId')],
        ['user-name', textAt(value, 'agentName')],
      ])
    case 'deviceEvidence':
      return virtualMachine(value)
    case 'processEvidence':
    case 'userEvidence':
    case 'cloudLogonSessionEvidence':
    case 'mailboxEvidence':
      return userFrom(own(value, 'userAccount') ?? own(value, 'account'))
    default:
      return null
  }
}

/** The account of Windows itself (`S-1-5-18` and its neighbours) is no person and nobody's to contain. */
function userFrom(account: Json | undefined): IdentityRef | null {
  const sid = textAt(account, 'userSid')
  const name = textAt(account, 'accountName')
  const principal = textAt(account, 'userPrincipalName')
  const isSystem = /^S-1-5-(18|19|20)$/.test(sid ?? '')
  return identityOf(isSystem ? 'cloud-service' : 'human', textAt(account, 'displayName') ?? principal ?? name, [
    ['object-id', textAt(account, 'azureAdUserId')],
    ['principal-id', sid],
    ['email', principal],
    ['user-name', name],
  ])
}

/** A device is an identity of its own where it is a machine in a cloud; a person's laptop stays a resource. */
function virtualMachine(device: JsonObject): IdentityRef | null {
  const id = textAt(device, 'vmMetadata', 'resourceId')
  if (id === null) return null
  return identityOf('workload', textAt(device, 'deviceDnsName'), [
    ['object-id', id],
    ['host', textAt(device, 'deviceDnsName')],
  ])
}

function serviceAccount(value: JsonObject): IdentityRef | null {
  const name = textAt(value, 'name')
  const namespace = textAt(value, 'namespace', 'name')
  if (name === null) return null
  if (namespace !== null) return kubernetesServiceAccount(`system:serviceaccount:${namespace}:${name}`)
  return identityOf('service-account', name, [['user-name', name]])
}

function sessionOf({ type, value }: GraphEvidence): Signal['sessions'] {
  const id = textAt(value, 'sessionId')
  if (!type.endsWith('.cloudLogonSessionEvidence') || id === null) return []
  return [{ id, startedAt: timeAt(at(value, 'startUtcDateTime')) }]
}

function networkFrom(evidence: readonly GraphEvidence[]): Network {
  const ip = evidence.find(({ type }) => type.endsWith('.ipEvidence'))?.value
  if (ip === undefined) return NO_NETWORK
  return networkOf({
    origin: textAt(ip, 'ipAddress'),
    asn: textAt(ip, 'location', 'asn'),
    organization: textAt(ip, 'location', 'organizationName'),
    country: textAt(ip, 'countryLetterCode') ?? textAt(ip, 'location', 'countryName'),
    city: textAt(ip, 'location', 'city'),
  })
}
