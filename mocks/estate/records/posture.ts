import type { Json } from '../../../src/domain/json/json.ts'
import { iso, type Occasion, outsideAddress, PLACES, severityFor } from './shared.ts'

const CATEGORIES = [
  ['Persistence: Service Account Key Created', 'google.iam.admin.v1.CreateServiceAccountKey', 'iam.googleapis.com'],
  ['Credential Access: Secrets Accessed In Kubernetes Namespace', 'io.k8s.core.v1.secrets.list', 'k8s.io'],
  [
    'Privilege Escalation: Anomalous Impersonation of Service Account for Data Access',
    'storage.objects.get',
    'storage.googleapis.com',
  ],
  ['Initial Access: Leaked Service Account Key Used', 'storage.buckets.list', 'storage.googleapis.com'],
  ['Discovery: Service Account Self-Investigation', 'google.iam.admin.v1.GetIamPolicy', 'iam.googleapis.com'],
] as const

/** A Security Command Center notification about a service account. */
export function sccFinding({ handle, random, at, firstAt }: Occasion<'gcp'>): Json {
  const [category, methodName, serviceName] = random.pick(CATEGORIES)
  const [, , asn] = random.pick(PLACES)
  const id = random.hex(32)
  const source = `organizations/481516234299/sources/10815/locations/global`
  const severity = severityFor(random)
  return {
    notificationConfigName: 'organizations/481516234299/locations/global/notificationConfigs/soc',
    finding: {
      name: `${source}/findings/${id}`,
      canonicalName: `projects/${handle.project}/sources/10815/locations/global/findings/${id}`,
      parent: source,
      resourceName: `//cloudresourcemanager.googleapis.com/projects/${handle.project}`,
      state: 'ACTIVE',
      category,
      findingClass: 'THREAT',
      severity,
      mute: 'UNMUTED',
      eventTime: iso(at),
      createTime: iso(firstAt),
      description: `${methodName} by ${handle.email}, network ${asn}.`,
      access: {
        principalEmail: handle.email,
        serviceAccountKeyName: handle.keyName,
        callerIp: outsideAddress(random),
        callerIpGeo: { regionCode: random.pick(['DE', 'US', 'RO', 'SG', 'BR']) },
        userAgent: 'google-cloud-sdk gcloud/470.0.0',
        serviceName,
        methodName,
      },
    },
    resource: {
      name: `//cloudresourcemanager.googleapis.com/projects/${handle.project}`,
      type: 'google.cloud.resourcemanager.Project',
      projectDisplayName: handle.project,
    },
  }
}

const CONTROLS = [
  'Service account with a key older than 365 days and access to sensitive data',
  'Role can raise its own rights',
  'Identity unused for 90 days with administrative rights',
  'Cleartext cloud key on a host that is reachable from the internet',
  'External principal may assume a role with write access',
] as const

/** A Wiz issue about an identity of a cloud. */
export function wizIssue({ handle, random, at, firstAt }: Occasion<'aws-user' | 'aws-role'>): Json {
  const isRole = handle.platform === 'aws-role'
  const name = isRole ? handle.roleName : handle.userName
  const arn = `arn:aws:iam::${handle.account}:${isRole ? 'role' : 'user'}/${name}`
  const control = random.pick(CONTROLS)
  return {
    id: random.uuid(),
    createdAt: iso(firstAt),
    updatedAt: iso(at),
    statusChangedAt: iso(firstAt),
    status: 'OPEN',
    severity: severityFor(random),
    type: 'TOXIC_COMBINATION',
    entitySnapshot: {
      id: random.uuid(),
      type: isRole ? 'ACCESS_ROLE' : 'SERVICE_ACCOUNT',
      nativeType: isRole ? 'role' : 'user',
      name,
      externalId: arn,
      providerId: arn,
      cloudPlatform: 'AWS',
      region: '',
      subscriptionExternalId: handle.account,
      subscriptionName: `northharbour-${handle.account.slice(-4)}`,
      tags: {},
    },
    sourceRule: {
      __typename: 'Control',
      id: `wc-id-${random.between(100, 1900)}`,
      name: control,
      controlDescription: control,
      resolutionRecommendation: 'Replace the key, then take away what is not used.',
    },
    projects: [
      { id: random.uuid(), name: 'Company', slug: 'company', businessUnit: '', riskProfile: { businessImpact: 'MBI' } },
    ],
    notes: [],
    serviceTickets: [],
  }
}
