import { isArray, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { ApiCall, IdentityKind, IdentityRef } from '../domain/signal/signal.ts'
import { type FormatContext, type Normalised, refused } from './format.ts'
import { identitiesOf, identityOf, isEmail, type NamePair } from './shared/identity.ts'
import { networkOf } from './shared/network.ts'
import { othersThan, pipelineType, recordId, sentence } from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/** Directory events as the Microsoft 365 audit log writes them: the third dress of what `entra-audit` reads. */
export const m365Directory = { recognise, normalise }

function recognise(record: JsonObject): boolean {
  return (
    textAt(record, 'Workload') === 'AzureActiveDirectory' ||
    pipelineType(record) === 'Microsoft365.Audit.AzureActiveDirectory'
  )
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const operation = textAt(record, 'Operation')
  if (operation === null) return refused('a Microsoft 365 audit record has an Operation', '/Operation')
  const actor = actorOf(record)
  const target = partyOf(own(record, 'Target'), null)
  const isSignIn = /^UserLog(?:gedIn|inFailed)$/.test(operation)
  // The target of a sign-in is the application; of anything else, the account that was changed.
  const affected = identitiesOf(isSignIn ? null : target)
  const call = callOf(record, operation)
  const id = recordId(textAt(record, 'Id'), record, context)
  return toSignal({
    format: 'entra-audit',
    form: 'event',
    id,
    dedupKey: `entra-audit:${id}`,
    vendor: 'Microsoft',
    product: 'Entra ID',
    type: operation,
    title: sentence(
      operation.replace(/\.$/, ''),
      { target: othersThan(actor, affected), actor: actor?.label ?? null },
      call,
    ),
    ...observed(own(record, 'CreationTime'), own(record, 'p_event_time')),
    actor,
    affected,
    sessions: sessionsOf(record),
    resources: objectOf(record, isSignIn),
    network: networkOf({ origin: textAt(record, 'ActorIpAddress') ?? textAt(record, 'ClientIP') }),
    account: textAt(record, 'OrganizationId'),
    userAgent: extended(record, 'UserAgent'),
    call,
    labels: labelsOf([
      ['workload', own(record, 'Workload')],
      ['recordType', own(record, 'RecordType')],
      ['userType', own(record, 'UserType')],
      ['applicationId', own(record, 'ApplicationId')],
      ['changed', objectsAt(record, 'ModifiedProperties').map((item) => textAt(item, 'Name') ?? '')],
    ]),
  })
}

/** `UserId` is how Microsoft 365 sums the caller up; `Actor` lists every name it has. */
function actorOf(record: JsonObject): IdentityRef | null {
  const userId = textAt(record, 'UserId')
  const listed = partyOf(own(record, 'Actor'), userId)
  return listed ?? identityOf(kindOf([userId ?? '']), userId, [[isEmail(userId) ? 'email' : 'object-id', userId]])
}

/**
 * One party from its list of `{ ID, Type }`: type 5 is a user name, 1 a display name, 3 a PUID, the rest are ids. The bare words
 * `User` and `ServicePrincipal` in the list say what it is, and prefixes such as `ServicePrincipal_` come off the id.
 */
function partyOf(list: Json | undefined, more: string | null): IdentityRef | null {
  const items = isArray(list) ? list : []
  const ids = items.flatMap((item) => {
    const id = textAt(item, 'ID')
    return id === null ? [] : [{ id, type: textAt(item, 'Type') }]
  })
  const named = ids.filter(({ id }) => !KIND_WORDS.has(id))
  const display = named.find(({ type }) => type === '1')?.id ?? named.find(({ type }) => type === '5')?.id ?? null
  const lasting = named.filter(({ type }) => type !== '1')
  const names = (lasting.length > 0 ? lasting : named)
    .toSorted((a, b) => rank(a.type) - rank(b.type))
    .map(({ id, type }): NamePair => [nameKind(id, type), withoutPrefix(id)])
  return identityOf(kindOf(ids.map(({ id }) => id)), display, [
    ...names,
    [isEmail(more) ? 'email' : 'object-id', more === null ? null : withoutPrefix(more)],
  ])
}

const KIND_WORDS = new Set(['User', 'ServicePrincipal', 'Application', 'Group', 'Role', 'Policy', 'Device'])

/** Ids before user names. A display name counts only where there is nothing else, since its owner may choose it. */
function rank(type: string | null): number {
  return type === '5' ? 2 : 1
}

function nameKind(id: string, type: string | null): NamePair[0] {
  if (isEmail(id)) return 'email'
  return type === '1' ? 'other' : 'object-id'
}

function withoutPrefix(id: string): string {
  return id.replace(/^(?:User|ServicePrincipal|Application)_/, '')
}

function kindOf(ids: readonly string[]): IdentityKind {
  if (ids.some((id) => /^(?:ServicePrincipal|Application)(?:_|$)/.test(id))) return 'oauth-app'
  return ids.some((id) => isEmail(id) || /^User(?:_|$)/.test(id)) ? 'human' : 'unknown'
}

function callOf(record: JsonObject, operation: string): ApiCall {
  const error = textAt(record, 'LogonError')
  const result = textAt(record, 'ResultStatus')
  // A failed sign-in also has ResultStatus Success: the request was answered.
  if (error !== null || operation.endsWith('Failed'))
    return { service: 'AzureActiveDirectory', operation, outcome: 'failure', error }
  if (result === null) return { service: 'AzureActiveDirectory', operation, outcome: 'unknown', error: null }
  const isGood = /^(?:success|succeeded|true)$/i.test(result)
  return {
    service: 'AzureActiveDirectory',
    operation,
    outcome: isGood ? 'success' : 'failure',
    error: isGood ? null : result,
  }
}

function sessionsOf(record: JsonObject): { id: string; startedAt: null }[] {
  const id = textAt(record, 'DeviceProperties', 'SessionId') ?? textAt(record, 'AppAccessContext', 'AADSessionId')
  return id === null ? [] : [{ id, startedAt: null }]
}

function objectOf(record: JsonObject, isSignIn: boolean): { type: string; id: string; name: null }[] {
  const id = textAt(record, 'ObjectId')
  return id === null ? [] : [{ type: isSignIn ? 'Application' : 'Object', id, name: null }]
}

function extended(record: JsonObject, name: string): string | null {
  return textAt(
    objectsAt(record, 'ExtendedProperties').find((item) => textAt(item, 'Name') === name),
    'Value',
  )
}
