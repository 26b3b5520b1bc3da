import type { Json, JsonObject } from '../../../src/domain/json/json.ts'
import type { EpochMs } from '../../../src/domain/time/instant.ts'
import type { Random } from '../random.ts'
import { iso, isoSeconds, type Occasion, outsideAddress, PLACES, severityFor } from './shared.ts'

const FINDINGS = [
  [
    'UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom',
    'GetCallerIdentity',
    'sts.amazonaws.com',
    'An API was invoked from an address on a custom threat list.',
  ],
  [
    'UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS',
    'ListBuckets',
    's3.amazonaws.com',
    'Credentials of an EC2 instance are used from an address outside AWS.',
  ],
  [
    'Discovery:IAMUser/AnomalousBehavior',
    'ListSecrets',
    'secretsmanager.amazonaws.com',
    'APIs commonly used for discovery were invoked in an anomalous way.',
  ],
  [
    'CredentialAccess:IAMUser/AnomalousBehavior',
    'GetSecretValue',
    'secretsmanager.amazonaws.com',
    'APIs that give access to credentials were invoked in an anomalous way.',
  ],
  [
    'Persistence:IAMUser/AnomalousBehavior',
    'CreateAccessKey',
    'iam.amazonaws.com',
    'APIs that give lasting access were invoked in an anomalous way.',
  ],
  ['Recon:IAMUser/TorIPCaller', 'DescribeInstances', 'ec2.amazonaws.com', 'An API was invoked from a Tor exit node.'],
  ['Policy:IAMUser/RootCredentialUsage', 'GetAccountSummary', 'iam.amazonaws.com', 'A privileged credential was used.'],
] as const
const SCORES = { LOW: 2, MEDIUM: 5, HIGH: 8, CRITICAL: 9.5 } as const

/** A GuardDuty finding about an access key or a role's session. Repeats carry the same id, a higher count, a later update. */
export function guardDutyFinding(occasion: Occasion<'aws-user' | 'aws-role'>): Json {
  const { handle, random, at, times, firstAt } = occasion
  const [type, api, serviceName, description] = random.pick(FINDINGS)
  const [country, city, asn, org] = random.pick(PLACES)
  const id = random.hex(32)
  const detectorId = `d${handle.account.slice(0, 6)}${'0'.repeat(25)}`
  const region = random.pick(['eu-central-1', 'eu-west-1', 'us-east-1'])
  const isRole = handle.platform === 'aws-role'
  const name = isRole ? handle.roleName : handle.userName
  return {
    schemaVersion: '2.0',
    accountId: handle.account,
    region,
    partition: 'aws',
    id,
    arn: `arn:aws:guardduty:${region}:${handle.account}:detector/${detectorId}/finding/${id}`,
    type,
    resource: {
      resourceType: 'AccessKey',
      accessKeyDetails: {
        accessKeyId: isRole ? handle.sessionKey : handle.keyId,
        principalId: isRole ? `${handle.principalId}:${handle.sessionName}` : handle.principalId,
        userType: isRole ? 'AssumedRole' : 'IAMUser',
        userName: name,
      },
    },
    service: {
      serviceName: 'guardduty',
      detectorId,
      action: {
        actionType: 'AWS_API_CALL',
        awsApiCallAction: {
          api,
          serviceName,
          callerType: 'Remote IP',
          remoteIpDetails: {
            ipAddressV4: outsideAddress(random),
            organization: { asn, asnOrg: org, isp: org, org },
            country: { countryName: country },
            city: { cityName: city },
          },
          affectedResources: {},
        },
      },
      resourceRole: 'TARGET',
      additionalInfo: {},
      eventFirstSeen: isoSeconds(firstAt),
      eventLastSeen: isoSeconds(at),
      archived: false,
      count: times,
    },
    severity: SCORES[severityFor(random)],
    createdAt: iso(firstAt),
    updatedAt: iso(at),
    title: `${api} was invoked by ${name} in an unusual way.`,
    description,
  }
}

/** A CloudTrail event on which a trigger fires. */
export function cloudTrailEvent({ handle, random, at }: Occasion<'aws-user' | 'aws-role'>): Json {
  const userIdentity = callerOf(handle, at)
  const base = {
    eventVersion: '1.09',
    userIdentity,
    eventTime: isoSeconds(at),
    awsRegion: random.pick(['eu-central-1', 'eu-west-1', 'us-east-1']),
    sourceIPAddress: outsideAddress(random),
    userAgent: random.pick([
      'aws-cli/2.15.30 Python/3.11.8',
      'Boto3/1.34.69 md/Botocore#1.34.69',
      'APN/1.0 HashiCorp/1.0 Terraform/1.7.5',
    ]),
    requestID: random.uuid(),
    eventID: random.uuid(),
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: handle.account,
    eventCategory: 'Management',
  }
  const other = `svc-${random.pick(['batch', 'exporter', 'report', 'sync'])}-${random.hex(4)}`
  const call = random.weighted<(other: string, random: Random) => JsonObject>([
    [keyForAnother, 48],
    [newAdministrator, 26],
    [trailStopped, 14],
    [handle.platform === 'aws-role' ? lookAround : keyForAnother, 12],
  ])
  return { ...base, ...call(other, random) }
}

function keyForAnother(other: string, random: Random): JsonObject {
  return {
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateAccessKey',
    requestParameters: { userName: other },
    responseElements: { accessKey: { userName: other, accessKeyId: `AKIA${random.code(16)}`, status: 'Active' } },
    readOnly: false,
  }
}

function newAdministrator(other: string): JsonObject {
  return {
    eventSource: 'iam.amazonaws.com',
    eventName: 'AttachRolePolicy',
    requestParameters: { roleName: `${other}-role`, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    responseElements: null,
    readOnly: false,
  }
}

function trailStopped(other: string, random: Random): JsonObject {
  return {
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    requestParameters: { name: `${other}-trail` },
    responseElements: null,
    errorCode: random.chance(0.7) ? 'AccessDenied' : 'TrailNotFoundException',
    readOnly: false,
  }
}

function lookAround(): JsonObject {
  return {
    eventSource: 'sts.amazonaws.com',
    eventName: 'GetCallerIdentity',
    requestParameters: null,
    responseElements: null,
    readOnly: true,
  }
}

function callerOf(handle: Occasion<'aws-user' | 'aws-role'>['handle'], at: EpochMs): Json {
  const { account } = handle
  if (handle.platform === 'aws-user') {
    return {
      type: 'IAMUser',
      principalId: handle.principalId,
      arn: `arn:aws:iam::${account}:user/${handle.userName}`,
      accountId: account,
      accessKeyId: handle.keyId,
      userName: handle.userName,
    }
  }
  return {
    type: 'AssumedRole',
    principalId: `${handle.principalId}:${handle.sessionName}`,
    arn: `arn:aws:sts::${account}:assumed-role/${handle.roleName}/${handle.sessionName}`,
    accountId: account,
    accessKeyId: handle.sessionKey,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: handle.principalId,
        arn: `arn:aws:iam::${account}:role/${handle.roleName}`,
        accountId: account,
        userName: handle.roleName,
      },
      attributes: { creationDate: isoSeconds(at - 2_700_000), mfaAuthenticated: 'false' },
    },
  }
}
