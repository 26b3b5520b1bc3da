import { type Json, textAt } from '../domain/json/json.ts'
import type { IdentityKind, IdentityRef } from '../domain/signal/signal.ts'
import { identityOf, isEmail } from './shared/identity.ts'
import { isIpAddress } from './shared/network.ts'

const KINDS: readonly (readonly [RegExp, IdentityKind])[] = [
  [/SERVICEACCOUNT|MANAGEDIDENTITY/, 'service-account'],
  [/ACCESSKEY|SECRET$|APIKEY/, 'api-key'],
  [/ACCESSROLE|^IAMROLE|ROLE$/, 'cloud-role'],
  [/SERVICEPRINCIPAL|APPLICATION$|OAUTHAPP/, 'oauth-app'],
  [/USERACCOUNT|IDENTITY$/, 'unknown'],
  [/VIRTUALMACHINE|CONTAINER$|POD$|SERVERLESS|LAMBDA|KUBERNETESWORKLOAD/, 'workload'],
]

/**
 * The identity that an entity of Wiz is, by its type (`ACCESS_ROLE`, `virtualMachine`); null for buckets, networks,
 * data findings and other things that hold no credential.
 */
export function wizIdentity(entity: Json | undefined): IdentityRef | null {
  const type = (textAt(entity, 'type') ?? '').replace(/[^A-Za-z]/g, '').toUpperCase()
  const kind = KINDS.find(([pattern]) => pattern.test(type))?.[1]
  const name = textAt(entity, 'name')
  if (kind === undefined || isIpAddress(name ?? '')) return null
  const provider = textAt(entity, 'providerId') ?? textAt(entity, 'externalId')
  return identityOf(kind, name, [
    [provider?.startsWith('arn:') ? 'arn' : 'object-id', provider],
    [kind === 'workload' ? 'host' : isEmail(name) ? 'email' : 'user-name', name],
    ['other', textAt(entity, 'id')],
  ])
}
