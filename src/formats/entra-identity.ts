import { at, type Json, type JsonObject, objectsAt, own, textAt, textsAt } from '../domain/json/json.ts'
import type { IdentityKind, IdentityRef, Resource, Signal } from '../domain/signal/signal.ts'
import { identityOf, isEmail, type NamePair } from './shared/identity.ts'
import { distinctById, embedded, identitiesIn, MOST_LISTED, resourceOf } from './shared/telemetry.ts'

/** Who did it: an application or a user in an audit, whoever signed in otherwise. Null where Entra names nobody. */
export function entraActor(body: JsonObject, category: string | null): IdentityRef | null {
  const by = own(body, 'initiatedBy')
  return application(at(by, 'app')) ?? person(at(by, 'user')) ?? signedIn(body, category)
}

/** Entra itself holds the account to be in danger, not merely the sign-in to be odd. */
export function isAtRisk(body: JsonObject): boolean {
  const state = textAt(body, 'riskState')
  return state === 'atRisk' || state === 'confirmedCompromised'
}

function application(app: Json | undefined): IdentityRef | null {
  return principal('oauth-app', textAt(app, 'displayName') ?? textAt(app, 'servicePrincipalName'), [
    ['object-id', textAt(app, 'servicePrincipalId')],
    ['app-id', textAt(app, 'appId')],
    ['other', textAt(app, 'servicePrincipalName')],
  ])
}

/** Whoever registers an application chooses its display name, so that is a name only where there is no other. */
function principal(kind: IdentityKind, display: string | null, names: readonly NamePair[]): IdentityRef | null {
  return identityOf(kind, display, names) ?? identityOf(kind, display, [['other', display]])
}

function person(user: Json | undefined): IdentityRef | null {
  const name = textAt(user, 'userPrincipalName')
  return identityOf('human', name ?? textAt(user, 'displayName'), [
    ['object-id', textAt(user, 'id')],
    [isEmail(name) ? 'email' : 'user-name', name],
  ])
}

/** A sign-in of a service principal or managed identity carries `servicePrincipalId`; of a person, a user name. */
function signedIn(body: JsonObject, category: string | null): IdentityRef | null {
  const principalId = textAt(body, 'servicePrincipalId')
  if (principalId === null) {
    return person({ id: textAt(body, 'userId'), userPrincipalName: textAt(body, 'userPrincipalName') })
  }
  const isManaged =
    category === 'ManagedIdentitySignInLogs' || textsAt(body, 'signInEventTypes').includes('managedIdentity')
  return principal(isManaged ? 'workload' : 'oauth-app', textAt(body, 'servicePrincipalName'), [
    ['object-id', principalId],
    ['app-id', textAt(body, 'appId')],
  ])
}

const KIND_OF_TARGET: Readonly<Record<string, IdentityKind>> = {
  user: 'human',
  serviceprincipal: 'oauth-app',
  application: 'oauth-app',
}

/**
 * To whom or what it was done: users, applications and service principals are identities; policies, domains, groups, roles
 * and devices are resources. Keys that were added or removed are named by the id that Entra shows for them.
 */
export function entraTargets(body: JsonObject): {
  readonly identities: IdentityRef[]
  readonly resources: Resource[]
  readonly credentials: Signal['credentials']
} {
  const targets = objectsAt(body, 'targetResources').slice(0, MOST_LISTED)
  return {
    identities: identitiesIn(targets.map(identityOfTarget)),
    resources: targets.flatMap((target) =>
      identityOfTarget(target) === null
        ? resourceOf(
            textAt(target, 'type'),
            textAt(target, 'id') ?? textAt(target, 'displayName'),
            textAt(target, 'displayName'),
          )
        : [],
    ),
    credentials: distinctById(targets.flatMap(keysOfTarget)),
  }
}

function identityOfTarget(target: JsonObject): IdentityRef | null {
  const kind = KIND_OF_TARGET[(textAt(target, 'type') ?? '').toLowerCase()]
  if (kind === undefined) return null
  const name = textAt(target, 'userPrincipalName')
  const display = textAt(target, 'displayName')
  return principal(kind, name ?? display, [
    ['object-id', textAt(target, 'id')],
    ['app-id', changed(target, 'AppId') ?? changed(target, 'ServicePrincipal.AppId')],
    [isEmail(name) ? 'email' : 'user-name', name],
  ])
}

/** Entra writes values as JSON text inside text: `"\"0f2c…\""`, or `"[\"[KeyIdentifier=…]\"]"`. */
function changed(target: JsonObject, property: string): string | null {
  const found = objectsAt(target, 'modifiedProperties').find((item) => textAt(item, 'displayName') === property)
  const value = textAt(found, 'newValue') ?? textAt(found, 'oldValue')
  return value === null ? null : value.replace(/^"|"$/g, '') || null
}

/** The ids in `KeyDescription`: `[KeyIdentifier=<guid>,KeyType=Password,KeyUsage=Verify,DisplayName=ci]`. */
function keysOfTarget(target: JsonObject): Signal['credentials'] {
  const properties = objectsAt(target, 'modifiedProperties').filter(
    (item) => textAt(item, 'displayName') === 'KeyDescription',
  )
  const texts = properties.flatMap((item) => [own(item, 'oldValue'), own(item, 'newValue')]).map(embedded)
  const lines = texts
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((line) => typeof line === 'string')
  return lines.flatMap((line) => {
    const id = /KeyIdentifier=([0-9a-f-]{36})/i.exec(line)?.[1]
    const type = /KeyType=(\w{1,40})/.exec(line)?.[1]?.toLowerCase()
    return id === undefined ? [] : [{ id, kind: type === undefined ? 'entra-app-credential' : `entra-app-${type}` }]
  })
}
