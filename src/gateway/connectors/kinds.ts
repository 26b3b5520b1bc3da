import { AWS_IAM_KEY } from './aws/iam-key.ts'
import { GITHUB_INSTALLATION } from './github/github-installation.ts'
import { GENERIC_HTTP } from './http/generic-http.ts'
import type { ConnectorKind } from './kind.ts'
import { KUBERNETES_CRON_JOB } from './kubernetes/cron-job.ts'
import { MCP_TOOL } from './mcp/mcp-tool.ts'
import { OAUTH_REVOCATION } from './oauth/oauth-revocation.ts'
import { OPENC2 } from './openc2/openc2.ts'
import { POSTGRES_ROLE } from './postgres/postgres-role.ts'
import { POSTGRES_ROLE_PAIR } from './postgres/role-pair.ts'
import { SCIM } from './scim/scim.ts'
import { SHARED_SIGNALS } from './signals/shared-signals.ts'
import { VAULT_ENTITY } from './vault/vault-entity.ts'

/** Every kind of target that people can connect at run time, in the order of the form: first those that were tried. */
export const CONNECTOR_KINDS: readonly ConnectorKind[] = [
  SCIM,
  OAUTH_REVOCATION,
  POSTGRES_ROLE,
  POSTGRES_ROLE_PAIR,
  MCP_TOOL,
  SHARED_SIGNALS,
  OPENC2,
  GENERIC_HTTP,
  AWS_IAM_KEY,
  GITHUB_INSTALLATION,
  KUBERNETES_CRON_JOB,
  VAULT_ENTITY,
]
