import { at, isObject, type Json, objectsAt, textAt, textsAt } from '../domain/json/json.ts'
import type { IdentityRef, Signal } from '../domain/signal/signal.ts'
import type { CloudTrailEvent } from './cloudtrail-actor.ts'
import { awsCredentials, awsIdentity, parseArn } from './shared/aws.ts'
import { identitiesOf, identityOf } from './shared/identity.ts'
import { distinctById, identitiesIn, MOST_LISTED } from './shared/telemetry.ts'

/**
 * The identities to which the call did something, actor apart: the user or role that was made, changed, given a policy or a
 * key; the role that was assumed; the role that was lent to a function or an instance. Looking at an identity does
 * nothing to it, so calls that only read name no affected (what they looked at stands among the resources).
 */
export function cloudTrailAffected(event: CloudTrailEvent, actor: IdentityRef | null): IdentityRef[] {
  if (event.source === 'sts.amazonaws.com') return tokenHolders(event, actor)
  if (/^(?:Get|List|Describe|Head|BatchGet|Lookup|Search|Simulate)/.test(event.name)) return []
  if (event.source === 'iam.amazonaws.com' || event.source === null) {
    const named = identitiesOf(sameAs(actor, iamUser(event)), iamRole(event))
    return named.length === 0 && actor !== null && OWN_CREDENTIAL_CALLS.test(event.name) ? [actor] : named
  }
  return lentRoles(event)
}

/** Calls that, without a user name, are about the caller's own credentials. */
const OWN_CREDENTIAL_CALLS =
  /AccessKey|LoginProfile|^ChangePassword$|ServiceSpecificCredential|SSHPublicKey|SigningCertificate|(?:Enable|Deactivate)MFADevice/

/** STS hands out sessions: of a role, of a made-up federated user, or of the caller itself. */
function tokenHolders(event: CloudTrailEvent, actor: IdentityRef | null): IdentityRef[] {
  const issuedKey = textAt(event.response, 'credentials', 'accessKeyId')
  if (event.name.startsWith('AssumeRole')) {
    const roleArn = textAt(event.request, 'roleArn')
    return identitiesOf(
      awsIdentity({
        type: 'AssumedRole',
        arn: textAt(event.response, 'assumedRoleUser', 'arn') ?? roleArn,
        principalId: textAt(event.response, 'assumedRoleUser', 'assumedRoleId'),
        issuerArn: roleArn,
        accessKeyId: issuedKey,
      }),
    )
  }
  if (event.name === 'GetFederationToken') {
    return identitiesOf(
      awsIdentity({
        type: 'FederatedUser',
        arn: textAt(event.response, 'federatedUser', 'arn'),
        principalId: textAt(event.response, 'federatedUser', 'federatedUserId'),
        userName: textAt(event.request, 'name'),
        accessKeyId: issuedKey,
      }),
    )
  }
  return event.name === 'GetSessionToken' ? identitiesOf(actor) : []
}

function iamUser({ request, response }: CloudTrailEvent): IdentityRef | null {
  return awsIdentity({
    type: 'IAMUser',
    arn: textAt(response, 'user', 'arn'),
    principalId: textAt(response, 'user', 'userId'),
    userName:
      textAt(request, 'userName') ??
      textAt(response, 'user', 'userName') ??
      textAt(response, 'accessKey', 'userName') ??
      textAt(response, 'loginProfile', 'userName'),
    accessKeyId: textAt(response, 'accessKey', 'accessKeyId') ?? textAt(request, 'accessKeyId'),
  })
}

/** A user who does something to itself is one identity, with the names of both: the record spells out only the caller. */
function sameAs(actor: IdentityRef | null, user: IdentityRef | null): IdentityRef | null {
  if (actor === null || user === null || actor.label !== user.label || actor.kind === 'cloud-role') return user
  return identityOf(
    actor.kind === 'unknown' ? user.kind : actor.kind,
    actor.label,
    [...actor.names, ...user.names].map((name) => [name.kind, name.value] as const),
  )
}

function iamRole({ request, response }: CloudTrailEvent): IdentityRef | null {
  const arn = textAt(response, 'role', 'arn')
  const name = textAt(request, 'roleName') ?? textAt(response, 'role', 'roleName')
  if (arn === null && name === null) return null
  return awsIdentity({ type: 'Role', arn, principalId: textAt(response, 'role', 'roleId'), userName: name })
}

/** Roles that a call hands to something that will act with them: any parameter that speaks of a role and holds its ARN. */
function lentRoles(event: CloudTrailEvent): IdentityRef[] {
  const arns = [event.request, event.response].flatMap((part) =>
    isObject(part)
      ? Object.keys(part).flatMap((key) => (/role/i.test(key) ? textsAt(part, key).slice(0, MOST_LISTED) : []))
      : [],
  )
  const roles = arns.filter((arn) => {
    const parsed = parseArn(arn)
    return parsed?.service === 'iam' && parsed.resource.startsWith('role/')
  })
  return identitiesIn(roles.map((arn) => awsIdentity({ type: 'Role', arn })))
}

/**
 * Every credential the event names, by id: the caller's key, keys that it made, used or removed, keys of sessions that it
 * was given, secrets that it touched. The tokens beside them are never read.
 */
export function cloudTrailCredentials({
  name,
  source,
  identity,
  request,
  response,
}: CloudTrailEvent): Signal['credentials'] {
  const named = (kind: string, ...path: string[]) =>
    withKind(kind, [textAt(request, ...path), textAt(response, ...path)])
  return distinctById([
    ...awsCredentials(textAt(identity, 'accessKeyId')),
    ...awsCredentials(textAt(response, 'accessKey', 'accessKeyId')),
    ...awsCredentials(textAt(request, 'accessKeyId')),
    ...awsCredentials(textAt(response, 'credentials', 'accessKeyId')),
    ...awsCredentials(textAt(response, 'roleCredentials', 'accessKeyId')),
    ...named('service-specific-credential', 'serviceSpecificCredentialId'),
    ...withKind('service-specific-credential', [
      textAt(response, 'serviceSpecificCredential', 'serviceSpecificCredentialId'),
    ]),
    ...named('ssh-public-key', 'sSHPublicKeyId'),
    ...named('signing-certificate', 'certificateId'),
    ...(source === 'secretsmanager.amazonaws.com'
      ? withKind('aws-secret', [textAt(request, 'secretId'), textAt(response, 'arn') ?? textAt(response, 'aRN')])
      : []),
    ...(source === 'ssm.amazonaws.com' && name.startsWith('GetParameter') && at(request, 'withDecryption') === true
      ? withKind('aws-ssm-parameter', [textAt(request, 'name'), ...textsAt(request, 'names')])
      : []),
    ...objectsAt(response, 'accessKeyMetadata').flatMap((key) => awsCredentials(textAt(key, 'accessKeyId'))),
  ])
}

function withKind(kind: string, ids: readonly (Json | undefined)[]): Signal['credentials'] {
  return ids.flatMap((id) => (typeof id === 'string' ? [{ id, kind }] : []))
}
