import { at, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { IdentityRef, Signal } from '../domain/signal/signal.ts'
import { awsCredentials, awsIdentity, awsKeyKind, awsSessions } from './shared/aws.ts'
import { identitiesOf, identityOf, kubernetesServiceAccount } from './shared/identity.ts'
import { distinctById } from './shared/telemetry.ts'
import { entriesOf } from './shared/text.ts'

/**
 * Whom a finding in lower camel case is about. `identities` carry credentials (a key, a role, a service account);
 * `workloads` run with them (an instance, a pod). A finding without `resource` still names roles it affected.
 */
export function guardDutyIdentities(finding: JsonObject): {
  readonly identities: readonly IdentityRef[]
  readonly workloads: readonly IdentityRef[]
} {
  const resource = own(finding, 'resource')
  const identities = identitiesOf(
    keyHolder(finding),
    kubernetesUser(own(resource, 'kubernetesDetails')),
    instanceRole(own(resource, 'instanceDetails')),
    roleIdentity(textAt(resource, 'lambdaDetails', 'role')),
    databaseUser(own(resource, 'rdsDbUserDetails')),
    sequenceActors(finding),
    resource === undefined ? affectedRoles(finding) : [],
  )
  const workloads = identitiesOf(instance(own(resource, 'instanceDetails')), pod(own(resource, 'kubernetesDetails')))
  return { identities, workloads }
}

export function guardDutySessions(finding: JsonObject): Signal['sessions'] {
  return awsSessions(callerArn(finding))
}

export function guardDutyKeys(finding: JsonObject): Signal['credentials'] {
  const fromSequence = sequenceOf(finding).flatMap((actor) => awsCredentials(textAt(actor, 'user', 'credentialUid')))
  const key = textAt(finding, 'resource', 'accessKeyDetails', 'accessKeyId')
  return distinctById([...(key === null ? [] : [{ id: key, kind: awsKeyKind(key) }]), ...fromSequence])
}

function keyHolder(finding: JsonObject): IdentityRef | null {
  const key = at(finding, 'resource', 'accessKeyDetails')
  return awsIdentity({
    type: textAt(key, 'userType'),
    arn: callerArn(finding),
    principalId: textAt(key, 'principalId'),
    userName: textAt(key, 'userName'),
    accessKeyId: textAt(key, 'accessKeyId'),
  })
}

/**
 * The caller's ARN from its parts. For a role session it is exact, since such ARNs carry no path; for a user it is the
 * ARN of a user without a path, and a name is unique in its account whatever the path.
 */
function callerArn(finding: JsonObject): string | null {
  const key = at(finding, 'resource', 'accessKeyDetails')
  const account = textAt(finding, 'accountId')
  const name = textAt(key, 'userName')
  if (account === null || name === null) return null
  const partition = textAt(finding, 'partition') ?? 'aws'
  const session = (textAt(key, 'principalId') ?? '').split(':')[1]
  switch (textAt(key, 'userType') ?? '') {
    case 'IAMUser':
      return `arn:${partition}:iam::${account}:user/${name}`
    case 'AssumedRole':
      return session ? `arn:${partition}:sts::${account}:assumed-role/${name}/${session}` : null
    default:
      return null
  }
}

function kubernetesUser(details: Json | undefined): IdentityRef | null {
  const user = own(details, 'kubernetesUserDetails')
  const name = textAt(user, 'username')
  const workload = own(details, 'kubernetesWorkloadDetails')
  const account = textAt(workload, 'serviceAccountName')
  const namespace = textAt(workload, 'namespace')
  if (name === null) {
    return account === null || namespace === null
      ? null
      : kubernetesServiceAccount(`system:serviceaccount:${namespace}:${account}`)
  }
  const kind = name.startsWith('system:') ? 'cloud-service' : 'unknown'
  return (
    kubernetesServiceAccount(name) ??
    identityOf(kind, name, [
      ['user-name', name],
      ['object-id', textAt(user, 'uid')],
    ])
  )
}

function pod(details: Json | undefined): IdentityRef | null {
  const workload = own(details, 'kubernetesWorkloadDetails')
  const name = textAt(workload, 'name')
  const namespace = textAt(workload, 'namespace')
  if (name === null) return null
  return identityOf('workload', namespace === null ? name : `${namespace}/${name}`, [
    ['object-id', textAt(workload, 'uid')],
    ['host', name],
  ])
}

function instance(details: Json | undefined): IdentityRef | null {
  return identityOf('workload', textAt(details, 'instanceId'), [
    ['host', textAt(details, 'instanceId')],
    ['host', textAt(details, 'networkInterfaces', 0, 'privateDnsName')],
  ])
}

function instanceRole(details: Json | undefined): IdentityRef | null {
  const arn = textAt(details, 'iamInstanceProfile', 'arn')
  return identityOf('cloud-role', arn?.split('/').at(-1), [
    ['principal-id', textAt(details, 'iamInstanceProfile', 'id')],
    ['arn', arn],
  ])
}

function roleIdentity(arn: string | null): IdentityRef | null {
  return arn === null ? null : awsIdentity({ type: 'Role', arn })
}

function databaseUser(details: Json | undefined): IdentityRef | null {
  return identityOf('unknown', textAt(details, 'user'), [['user-name', textAt(details, 'user')]])
}

function sequenceOf(finding: JsonObject): readonly JsonObject[] {
  return objectsAt(finding, 'service', 'detection', 'sequence', 'actors')
}

/** The principals of an attack sequence are those whose credentials were used in it. */
function sequenceActors(finding: JsonObject): (IdentityRef | null)[] {
  return sequenceOf(finding).map((actor) =>
    awsIdentity({
      type: textAt(actor, 'user', 'type'),
      principalId: textAt(actor, 'user', 'uid'),
      userName: textAt(actor, 'user', 'name'),
      accessKeyId: textAt(actor, 'user', 'credentialUid'),
    }),
  )
}

function affectedRoles(finding: JsonObject): (IdentityRef | null)[] {
  const affected = at(finding, 'service', 'action', 'awsApiCallAction', 'affectedResources')
  return entriesOf(affected).map(([type, arn]) =>
    /IAM::(Role|User)$/.test(type) && typeof arn === 'string'
      ? awsIdentity({ type: type.endsWith('Role') ? 'Role' : 'IAMUser', arn })
      : null,
  )
}
