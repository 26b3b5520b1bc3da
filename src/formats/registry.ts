import { anthropicActivity } from './anthropic-activity.ts'
import { asff } from './asff.ts'
import { azureActivity } from './azure-activity.ts'
import { bedrockInvocation } from './bedrock-invocation.ts'
import { cloudtrail } from './cloudtrail.ts'
import { elasticAlert } from './elastic-alert.ts'
import { entraAudit } from './entra-audit.ts'
import { falco } from './falco.ts'
import type { Format } from './format.ts'
import { gcpAudit } from './gcp-audit.ts'
import { gitguardian } from './gitguardian.ts'
import { githubAudit } from './github-audit.ts'
import { githubWebhook } from './github-webhook.ts'
import { googleScc } from './google-scc.ts'
import { guardduty } from './guardduty.ts'
import { kubernetesAudit } from './kubernetes-audit.ts'
import { microsoftGraphAlert } from './microsoft-graph-alert.ts'
import { ocsfFinding } from './ocsf-finding.ts'
import { oktaSystemLog } from './okta-system-log.ts'
import { openaiAudit } from './openai-audit.ts'
import { sentinelIncident } from './sentinel-incident.ts'
import { thinkstCanary } from './thinkst-canary.ts'
import { tracebit } from './tracebit.ts'
import { wazuh } from './wazuh.ts'
import { wizDetection } from './wiz-detection.ts'
import { wizIssue } from './wiz-issue.ts'

/** Every format the product reads, by name. Formats of one's own (`generic.ts`) are added beside these by the caller. */
export const FORMATS: readonly Format[] = [
  anthropicActivity,
  asff,
  azureActivity,
  bedrockInvocation,
  cloudtrail,
  elasticAlert,
  entraAudit,
  falco,
  gcpAudit,
  gitguardian,
  githubAudit,
  githubWebhook,
  googleScc,
  guardduty,
  kubernetesAudit,
  microsoftGraphAlert,
  ocsfFinding,
  oktaSystemLog,
  openaiAudit,
  sentinelIncident,
  thinkstCanary,
  tracebit,
  wazuh,
  wizDetection,
  wizIssue,
]
