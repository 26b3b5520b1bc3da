import { at, isObject, type Json, type JsonObject, textAt } from '../domain/json/json.ts'
import type { IdentityKind, IdentityRef, Signal } from '../domain/signal/signal.ts'
import { type AwsCaller, awsIdentity, awsSessions, parseArn } from './shared/aws.ts'
import { identityOf } from './shared/identity.ts'
import { member } from './shared/telemetry.ts'
import { timeAt } from './shared/times.ts'

/** The parts of a CloudTrail event that say who did what to whom. */
export interface CloudTrailEvent {
  readonly name: string
  readonly source: string | null
  readonly request: Json | undefined
  readonly response: Json | undefined
  readonly identity: Json | undefined
}

/** Who called, from `userIdentity`. Null where the record names nobody: some service events do not. */
export function cloudTrailActor(event: CloudTrailEvent, record: JsonObject): IdentityRef | null {
  const { identity } = event
  if (!isObject(identity)) return null
  const type = textAt(identity, 'type')
  if (type === 'WebIdentityUser') return webIdentity(identity)
  if (type === 'SAMLUser') return samlIdentity(identity)
  if (type === 'FederatedUser') return federatedIdentity(identity)
  const found = awsIdentity(callerOf(identity, type))
  if (found === null) return otherAccount(identity)
  if (isReservedForPeople(identity)) return personBehind(found, identity)
  return type === 'IAMUser' && isOfConsole(event, record) ? { ...found, kind: 'human' } : found
}

/** The temporary credential in use, by its key id and start; a role's session without a key id by its ARN. */
export function cloudTrailSessions(identity: Json | undefined): Signal['sessions'] {
  const keyId = textAt(identity, 'accessKeyId')
  const startedAt = timeAt(at(identity, 'sessionContext', 'attributes', 'creationDate'))
  if (keyId?.startsWith('ASIA')) return [{ id: keyId, startedAt }]
  return awsSessions(textAt(identity, 'arn'), startedAt)
}

function callerOf(identity: JsonObject, type: string | null): AwsCaller {
  const invokedBy = textAt(identity, 'invokedBy')
  // A service that acts on its own has no type in older records. One that acts for a caller (`invokedBy` beside a user)
  // is the way of the call, not a name of the user.
  const isService = type === 'AWSService' || (type === null && textAt(identity, 'arn') === null && invokedBy !== null)
  return {
    type: isService ? 'AWSService' : type,
    arn: textAt(identity, 'arn'),
    principalId: textAt(identity, 'principalId'),
    userName: textAt(identity, 'userName') ?? textAt(identity, 'sessionContext', 'sessionIssuer', 'userName'),
    accessKeyId: textAt(identity, 'accessKeyId'),
    issuerArn: textAt(identity, 'sessionContext', 'sessionIssuer', 'arn'),
    invokedBy: isService ? invokedBy : null,
    isMfa: textAt(identity, 'sessionContext', 'attributes', 'mfaAuthenticated') === 'true' && type === 'IAMUser',
  }
}

/** Passwords are for people: whoever comes through the console is one, whatever else the user is used for. */
function isOfConsole(event: CloudTrailEvent, record: JsonObject): boolean {
  const isFromConsole = member(record, 'sessionCredentialFromConsole')
  return event.source === 'signin.amazonaws.com' || isFromConsole === 'true' || isFromConsole === true
}

function isReservedForPeople(identity: JsonObject): boolean {
  const issuer = textAt(identity, 'sessionContext', 'sessionIssuer', 'arn') ?? ''
  return issuer.includes(':role/aws-reserved/sso.amazonaws.com/')
}

/**
 * Only IAM Identity Center can assume the roles it reserves, and it writes the person's user name as the session name.
 * So here, and only here, a session name is proof: the person leads, the role that many people share comes last.
 */
function personBehind(role: IdentityRef, identity: JsonObject): IdentityRef {
  const principalId = textAt(identity, 'principalId')
  const [, ...name] = (principalId ?? '').split(':')
  const user = name.join(':')
  if (user === '') return { ...role, kind: 'human' }
  const person = identityOf('human', user, [
    ['principal-id', principalId],
    ['arn', textAt(identity, 'arn')],
    [user.includes('@') ? 'email' : 'user-name', user],
    ['session-issuer', textAt(identity, 'sessionContext', 'sessionIssuer', 'arn')],
  ])
  return person ?? role
}

/** Issuers whose tokens stand for a pipeline's job. The host must match whole: anybody may register a look-alike. */
const PIPELINE_ISSUERS =
  /(?:^|\/)(?:token\.actions\.githubusercontent\.com|gitlab\.com|oidc\.circleci\.com|agent\.buildkite\.com|app\.terraform\.io|vstoken\.dev\.azure\.com|api\.bitbucket\.org)(?:$|[/:])/

/** A caller who came with a token of another issuer: a pipeline, a pod, a person at an identity provider. */
function webIdentity(identity: JsonObject): IdentityRef | null {
  const subject = textAt(identity, 'userName')
  const provider = textAt(identity, 'identityProvider') ?? textAt(identity, 'principalId') ?? ''
  return identityOf(webKind(provider, subject ?? ''), subject, [
    ['principal-id', textAt(identity, 'principalId')],
    [subject?.startsWith('system:serviceaccount:') ? 'service-account' : 'other', subject],
  ])
}

function webKind(provider: string, subject: string): IdentityKind {
  if (subject.startsWith('system:serviceaccount:') || /(?:^|\/)oidc\.eks\./.test(provider)) return 'workload'
  return PIPELINE_ISSUERS.test(provider) ? 'ci-pipeline' : 'unknown'
}

function samlIdentity(identity: JsonObject): IdentityRef | null {
  const name = textAt(identity, 'userName')
  return identityOf('human', name, [
    ['principal-id', textAt(identity, 'principalId')],
    [name?.includes('@') ? 'email' : 'user-name', name],
  ])
}

/** A federated user exists only as a session; the IAM user who asked for it is who can be contained. */
function federatedIdentity(identity: JsonObject): IdentityRef | null {
  const arn = textAt(identity, 'arn')
  return identityOf('unknown', parseArn(arn)?.resource.split('/').at(-1), [
    ['principal-id', textAt(identity, 'principalId')],
    ['arn', arn],
    ['session-issuer', textAt(identity, 'sessionContext', 'sessionIssuer', 'arn')],
    ['access-key-id', textAt(identity, 'accessKeyId')],
  ])
}

/** A caller of another account, of whom AWS tells no more than the account. */
function otherAccount(identity: JsonObject): IdentityRef | null {
  const account = textAt(identity, 'accountId')
  return textAt(identity, 'type') === 'AWSAccount' && account !== null
    ? identityOf('unknown', `account ${account}`, [['other', account]])
    : null
}
