import { at, type Json, own, textAt } from '../domain/json/json.ts'
import type { IdentityRef, Signal } from '../domain/signal/signal.ts'
import { identitiesOf, identityOf, isEmail } from './shared/identity.ts'
import { NO_NETWORK, networkOf } from './shared/network.ts'
import { distinctById, distinctResources } from './shared/telemetry.ts'

/** An entity with its kind in lower case: `account`, `ip`, `host`, `cloud-application`, `azure-resource`, … */
export interface SentinelEntity {
  readonly kind: string
  readonly value: Json
}

/**
 * Whom and what the entities name. Sentinel does not say who did it: accounts and applications are those concerned, so
 * they are affected and the actor stays open. Fields are looked up in both spellings (`Name` in the table, `accountName`
 * in the API).
 */
export function sentinelParties(
  entities: readonly SentinelEntity[],
): Pick<Signal, 'affected' | 'sessions' | 'resources' | 'network'> {
  const ip = entities.find(({ kind }) => kind === 'ip')?.value
  return {
    affected: identitiesOf(entities.map(identityFrom)),
    sessions: distinctById(
      entities.flatMap(({ kind, value }) => {
        const id = kind === 'cloud-logon-session' ? either(value, 'SessionId', 'sessionId') : null
        return id === null ? [] : [{ id, startedAt: null }]
      }),
    ),
    resources: distinctResources(entities.flatMap(resourceFrom)),
    network:
      ip === undefined
        ? NO_NETWORK
        : networkOf({
            origin: either(ip, 'Address', 'address'),
            asn: textAt(ip, 'Location', 'Asn') ?? textAt(ip, 'location', 'asn'),
            organization: textAt(ip, 'Location', 'Carrier') ?? textAt(ip, 'location', 'carrier'),
            country: textAt(ip, 'Location', 'CountryName') ?? textAt(ip, 'location', 'countryName'),
            city: textAt(ip, 'Location', 'City') ?? textAt(ip, 'location', 'city'),
          }),
  }
}

function identityFrom({ kind, value }: SentinelEntity): IdentityRef | null {
  if (kind === 'account') return accountFrom(value)
  if (kind === 'cloud-application' || kind === 'cloudapplication') {
    const name = either(value, 'Name', 'appName') ?? either(value, 'InstanceName', 'instanceName')
    const id = either(value, 'AppId', 'appId')
    // AppId is Microsoft's number of the SaaS product (20893 is Exchange), unless it has the shape of an application id.
    return identityOf('oauth-app', name, [
      [isGuid(id) ? 'app-id' : 'other', id],
      ['user-name', name],
    ])
  }
  return null
}

function accountFrom(account: Json): IdentityRef | null {
  const name = either(account, 'Name', 'accountName')
  const suffix = either(account, 'UPNSuffix', 'upnSuffix')
  const principal = name !== null && suffix !== null && !name.includes('@') ? `${name}@${suffix}` : name
  const appId = either(account, 'AppId', 'appId')
  const isPerson = isEmail(principal) && appId === null
  return identityOf(
    appId !== null ? 'oauth-app' : isPerson ? 'human' : 'unknown',
    either(account, 'DisplayName', 'displayName') ?? principal,
    [
      ['object-id', either(account, 'AadUserId', 'aadUserId')],
      ['object-id', either(account, 'ObjectGuid', 'objectGuid')],
      ['app-id', appId],
      ['principal-id', either(account, 'Sid', 'sid')],
      [isEmail(principal) ? 'email' : 'user-name', principal],
      ['user-name', name],
    ],
  )
}

function resourceFrom({ kind, value }: SentinelEntity): Signal['resources'] {
  const id =
    either(value, 'ResourceId', 'resourceId') ??
    either(value, 'AzureID', 'azureID') ??
    either(value, 'HostName', 'hostName')
  return id === null ? [] : [{ type: kind, id, name: textAt(own(value, 'friendlyName') ?? at(value, 'HostName')) }]
}

function either(value: Json, inTable: string, inApi: string): string | null {
  return textAt(value, inTable) ?? textAt(value, inApi)
}

function isGuid(text: string | null): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text ?? '')
}
