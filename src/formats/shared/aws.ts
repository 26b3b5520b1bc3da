import type { IdentityKind, IdentityRef, Signal } from '../../domain/signal/signal.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { identityOf } from './identity.ts'

export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string | null
  readonly account: string | null
  /** All after the fifth colon, e.g. `role/ci/deploy`. */
  readonly resource: string
}

/** The parts of an ARN, or null. `arn:aws:s3:::bucket` has neither region nor account. */
export function parseArn(text: string | null | undefined): Arn | null {
  if (typeof text !== 'string' || text.length > 2048 || !text.startsWith('arn:')) return null
  const [, partition, service, region, account, ...rest] = text.split(':')
  const resource = rest.join(':')
  if (!partition || !service || resource === '') return null
  return { partition, service, region: region || null, account: account || null, resource }
}

/** What AWS writes about a caller; every part may be missing. Names follow CloudTrail's `userIdentity`. */
export interface AwsCaller {
  /** `IAMUser`, `AssumedRole`, `Root`, `FederatedUser`, `AWSService`, …; GuardDuty calls it userType. */
  readonly type?: string | null
  readonly arn?: string | null
  readonly principalId?: string | null
  readonly userName?: string | null
  readonly accessKeyId?: string | null
  /** ARN of the role behind a session, with its path; without it, it is rebuilt from the session's ARN (path unknown). */
  readonly issuerArn?: string | null
  readonly invokedBy?: string | null
  readonly isMfa?: boolean
}

/**
 * The identity behind an AWS caller. The session of a role is led back to the role (`session-issuer`, and the `AROA…`
 * half of its principal id), because a role is what an owner knows and what can be contained; the session's own ARN
 * and key stay among the names. The session's name alone does not: whoever assumes the role chooses it, so it could
 * be made to match somebody else. Null where the record names nobody.
 */
export function awsIdentity(caller: AwsCaller): IdentityRef | null {
  const { type, arn, principalId, userName, accessKeyId, invokedBy } = caller
  if (type === 'AWSService') {
    return identityOf('cloud-service', invokedBy ?? userName, [
      ['principal-id', principalId],
      ['other', invokedBy],
      ['user-name', userName],
    ])
  }
  const session = roleSession(arn)
  const issuerArn = caller.issuerArn ?? session?.roleArn ?? null
  const roleName = session?.roleName ?? lastPart(issuerArn)
  const isRole = session !== null || type === 'AssumedRole' || type === 'Role' || /:role\//.test(arn ?? '')
  const [uniqueId] = (principalId ?? '').split(':', 1)
  if (isRole) {
    const name = userName ?? roleName ?? lastPart(arn)
    return identityOf(roleKind(name ?? '', issuerArn ?? arn ?? ''), name, [
      ['principal-id', uniqueId],
      ['session-issuer', issuerArn],
      ['arn', arn],
      ['principal-id', principalId],
      ['user-name', name],
      ['access-key-id', accessKeyId],
    ])
  }
  const name = userName ?? lastPart(arn)
  return identityOf(userKind(caller), type === 'Root' ? `root of ${accountOf(arn, principalId)}` : name, [
    ['principal-id', principalId],
    ['arn', arn],
    ['user-name', name],
    ['access-key-id', accessKeyId],
    ['other', invokedBy],
  ])
}

/** The role behind `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
function roleSession(
  arn: string | null | undefined,
): { readonly roleArn: string; readonly roleName: string; readonly sessionName: string } | null {
  const parsed = parseArn(arn)
  if (parsed?.service !== 'sts' || !parsed.resource.startsWith('assumed-role/')) return null
  const [, roleName, ...session] = parsed.resource.split('/')
  if (!roleName) return null
  return {
    roleArn: `arn:${parsed.partition}:iam::${parsed.account ?? ''}:role/${roleName}`,
    roleName,
    sessionName: session.join('/'),
  }
}

/** The session of a caller for `Signal.sessions`, by its ARN; empty where the caller is no session of a role. */
export function awsSessions(arn: string | null | undefined, startedAt: EpochMs | null = null): Signal['sessions'] {
  return roleSession(arn) === null || !arn ? [] : [{ id: arn, startedAt }]
}

/** By its prefix, AWS tells a lasting key (`AKIA`) from a session's (`ASIA`). */
export function awsKeyKind(keyId: string): string {
  if (keyId.startsWith('AKIA')) return 'aws-access-key'
  if (keyId.startsWith('ASIA')) return 'aws-session-key'
  return 'aws-key'
}

export function awsCredentials(keyId: string | null | undefined): Signal['credentials'] {
  return keyId === null || keyId === undefined || keyId.trim() === '' ? [] : [{ id: keyId, kind: awsKeyKind(keyId) }]
}

/** IAM Identity Center gives every person a role of this prefix: its sessions are people. */
function roleKind(roleName: string, roleArn: string): IdentityKind {
  if (roleName.startsWith('AWSReservedSSO_')) return 'human'
  return roleName.startsWith('AWSServiceRoleFor') || roleArn.includes(':role/aws-service-role/')
    ? 'cloud-service'
    : 'cloud-role'
}

/**
 * An IAM user may be a person or a program. A lasting key is how programs sign in, a second factor is how people do;
 * with neither the record does not say, and neither do we.
 */
function userKind(caller: AwsCaller): IdentityKind {
  if (caller.type === 'Root' || caller.type === 'IdentityCenterUser' || caller.isMfa === true) return 'human'
  if (caller.type === 'AWSAccount') return 'unknown'
  return caller.accessKeyId?.startsWith('AKIA') ? 'service-account' : 'unknown'
}

function lastPart(arn: string | null | undefined): string | null {
  const resource = parseArn(arn)?.resource
  return resource?.includes('/') ? (resource.split('/').at(-1) ?? null) : null
}

function accountOf(arn: string | null | undefined, principalId: string | null | undefined): string {
  return parseArn(arn)?.account ?? principalId ?? 'an unknown account'
}
