import type { LogSource } from './rule.ts'

/**
 * What a rule reads. `formats` are names of `src/formats`; null means every format. A rule over a `signal` sees the
 * normalised alert instead of the vendor's record, which is how one rule can speak about several vendors.
 */
export interface Reads {
  readonly what: 'record' | 'signal'
  readonly formats: readonly string[] | null
}

/** `product/service`, or `product` alone where the rest does not matter, as public rules write them. */
const KNOWN: Readonly<Record<string, string>> = {
  'aws/cloudtrail': 'cloudtrail',
  'aws/guardduty': 'guardduty',
  'aws/securityhub': 'asff',
  'aws/bedrock': 'bedrock-invocation',
  'azure/activitylogs': 'azure-activity',
  'azure/auditlogs': 'entra-audit',
  'azure/signinlogs': 'entra-audit',
  'gcp/gcp.audit': 'gcp-audit',
  'github/audit': 'github-audit',
  'github/webhook': 'github-webhook',
  'okta/okta': 'okta-system-log',
  'kubernetes/audit': 'kubernetes-audit',
  'openai/audit': 'openai-audit',
  'anthropic/activity': 'anthropic-activity',
  'falco/falco': 'falco',
}

/** Every format that a rule may name directly: `product: sluicegate`, `service: <format>`. */
const FORMATS: readonly string[] = [
  ...new Set([
    ...Object.values(KNOWN),
    'ocsf-finding',
    'microsoft-graph-alert',
    'sentinel-incident',
    'gitguardian',
    'elastic-alert',
    'wazuh',
    'google-scc',
    'wiz-issue',
    'tracebit',
    'thinkst-canary',
    'generic',
  ]),
]

/** Log sources in the words of a rule's author, for messages. */
export const LOG_SOURCES: readonly string[] = [
  ...Object.keys(KNOWN),
  'sluicegate/signal',
  ...FORMATS.map((format) => `sluicegate/${format}`),
]

/** The records that a log source stands for, or null where no format of ours delivers it: such a rule could never fire. */
export function readsOf({ product, service }: LogSource): Reads | null {
  if (product === 'sluicegate') {
    if (service === 'signal') return { what: 'signal', formats: null }
    return service !== null && FORMATS.includes(service) ? { what: 'record', formats: [service] } : null
  }
  const format = KNOWN[`${product ?? ''}/${service ?? ''}`]
  return format === undefined ? null : { what: 'record', formats: [format] }
}
