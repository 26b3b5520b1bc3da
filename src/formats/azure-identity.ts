import { at, isObject, type Json, type JsonObject, own, textAt } from '../domain/json/json.ts'
import type { IdentityKind, IdentityRef } from '../domain/signal/signal.ts'
import { identitiesOf, identityOf, isEmail, type NamePair } from './shared/identity.ts'
import { embedded, memberText } from './shared/telemetry.ts'

const CLAIM = {
  upn: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn',
  name: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
  objectId: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
  subject: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
} as const

/**
 * The caller of an Azure Resource Manager or data plane call, from the claims of its token. A token of an application has
 * no user name; a managed identity's carries the resource it belongs to. Null where the record has no identity: most
 * resource logs of calls with an account key name none.
 */
export function azureActor(record: JsonObject): IdentityRef | null {
  const identity = own(record, 'identity')
  const claims = firstObject(at(identity, 'claims'), own(record, 'claims'))
  const requester = at(identity, 'requester')
  const upn = textAt(claims, CLAIM.upn) ?? textAt(claims, 'upn') ?? textAt(requester, 'upn')
  const display = textAt(claims, 'name') ?? textAt(claims, CLAIM.name) ?? memberText(record, 'caller')
  const mail = [upn, display].find((text) => isEmail(text)) ?? null
  const appId = textAt(claims, 'appid') ?? textAt(requester, 'appId')
  const objectId =
    textAt(claims, CLAIM.objectId) ??
    textAt(claims, 'oid') ??
    textAt(requester, 'objectId') ??
    textAt(identity, 'authorization', 'evidence', 'principalId')
  const managedBy = textAt(claims, 'xms_mirid')
  const isPerson = mail !== null
  const kind = kindOf(
    isPerson,
    managedBy,
    textAt(claims, 'idtyp'),
    textAt(identity, 'authorization', 'evidence', 'principalType'),
    appId,
  )
  // A person signs in through an application; that application's id is not a name of the person.
  return identityOf(kind, mail ?? lastSegment(managedBy) ?? display, [
    ['object-id', objectId],
    ['app-id', isPerson ? null : appId],
    ...resourceNames(managedBy),
    ['email', mail],
    ['user-name', isPerson || display === objectId ? null : display],
    ['token-hash', textAt(identity, 'tokenHash')],
  ])
}

function kindOf(
  isPerson: boolean,
  managedBy: string | null,
  tokenType: string | null,
  principalType: string | null,
  appId: string | null,
): IdentityKind {
  if (managedBy !== null) return 'workload'
  if (isPerson || principalType === 'User') return 'human'
  if (tokenType === 'app' || principalType === 'ServicePrincipal' || appId !== null) return 'oauth-app'
  return 'unknown'
}

/**
 * To whom it was done: the principal that got or lost a role, the managed identity that was made or changed, the workload
 * that was made to run something, and where keys were shown or renewed, the lasting key of that resource, which is an
 * identity of its own.
 */
export function azureAffected(operation: string, record: JsonObject, resourceId: string | null): IdentityRef[] {
  const body = embedded(at(record, 'properties', 'requestbody') ?? at(record, 'properties', 'requestBody'))
  const wanted = firstObject(at(body, 'Properties'), at(body, 'properties'))
  const call = operation.toLowerCase()
  const name = lastSegment(resourceId)
  return identitiesOf(
    call.includes('/roleassignments/') ? assignee(wanted) : null,
    /\/userassignedidentities\/(?:write|delete|assign)/.test(call)
      ? identityOf('workload', name, resourceNames(resourceId))
      : null,
    runner(call, resourceId),
    /\/(?:listkeys|regeneratekey)(?:\/|$)/.test(call)
      ? identityOf('api-key', name === null ? null : `keys of ${name}`, resourceNames(resourceId))
      : null,
  )
}

/** An automation account or function app runs what it is given under its own managed identity. */
function runner(call: string, resourceId: string | null): IdentityRef | null {
  const account = call.endsWith('automationaccounts/jobs/write')
    ? /^.*\/automationAccounts\/[^/]+/i.exec(resourceId ?? '')?.[0]
    : /\/sites\/(?:hostruntime|functions)\//.test(call)
      ? /^.*\/sites\/[^/]+/i.exec(resourceId ?? '')?.[0]
      : undefined
  return account === undefined ? null : identityOf('workload', lastSegment(account), resourceNames(account))
}

/** Azure takes ids in any case and writes them in several; names match byte for byte, so the lower-case spelling stands beside. */
function resourceNames(id: string | null): readonly NamePair[] {
  return [
    ['other', id],
    ['other', id?.toLowerCase()],
  ]
}

function assignee(properties: Json | undefined): IdentityRef | null {
  const id = textAt(properties, 'PrincipalId') ?? textAt(properties, 'principalId')
  const type = textAt(properties, 'PrincipalType') ?? textAt(properties, 'principalType')
  const kind: IdentityKind = type === 'ServicePrincipal' ? 'oauth-app' : type === 'User' ? 'human' : 'unknown'
  return type === 'Group' ? null : identityOf(kind, id, [['object-id', id]])
}

function lastSegment(path: string | null): string | null {
  return path?.split('/').at(-1) ?? null
}

function firstObject(...values: readonly (Json | undefined)[]): JsonObject | undefined {
  return values.find(isObject)
}
