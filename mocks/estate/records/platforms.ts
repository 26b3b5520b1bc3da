import type { Json } from '../../../src/domain/json/json.ts'
import { iso, isoSeconds, type Occasion, outsideAddress, PLACES } from './shared.ts'

/** A GitHub secret scanning alert, without the secret, as the webhook sends it today. */
export function secretScanningAlert({ handle, random, at, firstAt, times }: Occasion<'github-secret'>): Json {
  const [owner = '', name = ''] = handle.repository.split('/')
  return {
    action: times > 1 ? 'reopened' : 'created',
    alert: {
      number: handle.number,
      created_at: isoSeconds(firstAt),
      updated_at: isoSeconds(at),
      url: `https://api.github.com/repos/${handle.repository}/secret-scanning/alerts/${handle.number}`,
      html_url: `https://github.com/${handle.repository}/security/secret-scanning/${handle.number}`,
      state: 'open',
      resolution: null,
      resolved_by: null,
      resolved_at: null,
      secret_type: handle.secretType,
      secret_type_display_name: handle.secretType.replaceAll('_', ' '),
      validity: random.weighted([
        ['active', 40],
        ['unknown', 45],
        ['inactive', 15],
      ]),
      publicly_leaked: random.chance(0.08),
      multi_repo: random.chance(0.1),
      push_protection_bypassed: random.chance(0.15),
    },
    repository: {
      id: handle.repositoryId,
      name,
      full_name: handle.repository,
      private: random.chance(0.85),
      owner: { login: owner, id: 90_210_001, type: 'Organization' },
      html_url: `https://github.com/${handle.repository}`,
    },
    organization: { login: owner, id: 90_210_001 },
    sender: { login: 'github', id: 9919, type: 'Organization' },
  }
}

/** A GitHub App that gets, or is given more of, write access. */
export function appInstallation({ handle, random, at }: Occasion<'github-app'>): Json {
  const epochSeconds = Math.floor(at / 1000)
  return {
    action: 'created',
    installation: {
      id: handle.installationId,
      account: { login: 'northharbour', id: 90_210_001, type: 'Organization' },
      repository_selection: random.chance(0.4) ? 'all' : 'selected',
      html_url: `https://github.com/organizations/northharbour/settings/installations/${handle.installationId}`,
      app_id: handle.appId,
      app_slug: handle.slug,
      target_type: 'Organization',
      permissions: { metadata: 'read', contents: random.chance(0.6) ? 'write' : 'read', workflows: 'write' },
      events: ['push'],
      created_at: epochSeconds,
      updated_at: epochSeconds,
      suspended_at: null,
    },
    repositories: [],
    sender: {
      login: random.pick(['mlindqvist', 'jaboagye', 'dkral']),
      id: random.between(10_000, 99_999),
      type: 'User',
    },
  }
}

/** An Okta API token is made. */
export function oktaTokenEvent({ handle, random, at }: Occasion<'okta-token'>): Json {
  const [country, city, asn, org] = random.pick(PLACES)
  return {
    uuid: random.uuid(),
    published: iso(at),
    eventType: 'system.api_token.create',
    version: '0',
    severity: 'INFO',
    legacyEventType: 'api.token.create',
    displayMessage: 'Create API token',
    actor: {
      id: `00u${random.code(17)}`,
      type: 'User',
      alternateId: 'directory.admin@northharbour.example',
      displayName: 'Directory Admin',
    },
    client: {
      userAgent: { rawUserAgent: 'Mozilla/5.0 (X11; Linux x86_64)', os: 'Linux', browser: 'FIREFOX' },
      ipAddress: outsideAddress(random),
      geographicalContext: { city, country },
    },
    outcome: { result: 'SUCCESS', reason: null },
    target: [
      { id: handle.tokenId, type: 'Token', alternateId: 'unknown', displayName: handle.name, detailEntry: null },
    ],
    securityContext: { asNumber: Number(asn), asOrg: org, isProxy: random.chance(0.1) },
    authenticationContext: { authenticationStep: 0, externalSessionId: `102${random.code(22)}` },
    debugContext: { debugData: { requestUri: '/api/v1/internal/tokens' } },
  }
}

/** An OpenAI key is given scopes. */
export function aiKeyEvent({ handle, random, at }: Occasion<'ai-key'>): Json {
  return {
    id: `audit_log-${random.hex(20)}`,
    type: 'api_key.updated',
    effective_at: Math.floor(at / 1000),
    object: 'organization.audit_log',
    actor: {
      type: 'session',
      session: {
        user: { id: `user-${random.hex(16)}`, email: 'platform.admin@northharbour.example' },
        ip_address: outsideAddress(random),
        user_agent: 'Mozilla/5.0',
      },
    },
    api_key_updated: {
      id: handle.keyId,
      data: { name: handle.name, scopes: random.pick([['all'], ['models:write', 'admin'], ['organization:write']]) },
    },
  }
}

/** A model asks for a tool: mostly one that its agent may use, sometimes one that administers. */
export function agentInvocation({ handle, random, at }: Occasion<'agent'>): Json {
  const tool = random.pick([
    'delete_record',
    'grant_access',
    'export_all_customers',
    'disable_rule',
    'iam_attach_policy',
  ])
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: isoSeconds(at),
    accountId: handle.account,
    region: 'eu-central-1',
    identity: { arn: handle.session },
    requestId: random.uuid(),
    operation: 'Converse',
    modelId: 'anthropic.claude-3-5-sonnet-20240620-v1:0',
    input: {
      inputContentType: 'application/json',
      inputBodyJson: { messages: [] },
      inputTokenCount: random.between(200, 4_000),
    },
    output: {
      outputContentType: 'application/json',
      outputBodyJson: {
        stopReason: 'tool_use',
        output: {
          message: {
            role: 'assistant',
            content: [{ toolUse: { toolUseId: `tooluse_${random.hex(12)}`, name: tool, input: {} } }],
          },
        },
        usage: { inputTokens: 900, outputTokens: 40, totalTokens: 940 },
      },
      outputTokenCount: 40,
    },
  }
}

/** A Tracebit canary reports who touched it: here a role of ours, which may be its scanner and may be a thief. */
export function canaryAlert({ handle, random, at }: Occasion<'aws-role'>): Json {
  const bucket = `northharbour-${random.pick(['archive', 'payroll', 'backup', 'keys'])}-${random.hex(4)}`
  const session = `assumed-role/${handle.roleName}/${handle.sessionName}`
  const alertId = random.uuid()
  return {
    alert_id: alertId,
    id: random.uuid(),
    canary: {
      aws: { account_id: handle.account, account_name: 'northharbour-prod', arn: `arn:aws:s3:::${bucket}` },
      name: bucket,
      provider_account_id: handle.account,
      provider_id: `arn:aws:s3:::${bucket}`,
      tracebit_id: random.uuid(),
      type: 'AWS::S3::Bucket',
    },
    discriminator: { subtype: 'canary_resource_accessed', type: 'tracebit_alert_log' },
    event: {
      id: random.uuid(),
      operation: 'ListObjects',
      request: { ip: outsideAddress(random), user_agent: { label: 'AWS CLI', raw: '[aws-cli/2.15.30 Python/3.11.8]' } },
      resources: [{ id: bucket, type: 'AWS::S3::Bucket' }],
    },
    message: 'Canary resource activity detected in AWS',
    principal: {
      aws: { account_id: handle.account, arn: `arn:aws:sts::${handle.account}:${session}`, type: 'AssumedRole' },
      id: session,
    },
    provider: 'aws',
    severity: random.pick(['Medium', 'High']),
    timestamp: isoSeconds(at),
    tracebit_portal_url: `https://northharbour.tracebit.com/alerts/${alertId}`,
  }
}
