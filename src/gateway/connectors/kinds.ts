import { AWS_IAM_KEY } from './aws/iam-key.ts'
import { AWS_ROLE_SESSIONS } from './aws/role-sessions.ts'
import { GITHUB_DEPLOY_KEY } from './github/github-deploy-key.ts'
import { GITHUB_INSTALLATION } from './github/github-installation.ts'
import { GITHUB_SECRET_ALERT } from './github/secret-alert.ts'
import { GENERIC_HTTP } from './http/generic-http.ts'
import { KEYSTONE_CREDENTIAL } from './keystone/keystone-credential.ts'
import type { ConnectorKind } from './kind.ts'
import { KUBERNETES_CRON_JOB } from './kubernetes/cron-job.ts'
import { KUBERNETES_NETWORK } from './kubernetes/network-isolation.ts'
import { KUBERNETES_TOKENS } from './kubernetes/service-account-tokens.ts'
import { LDAP_ACCOUNT } from './ldap/ldap-account.ts'
import { MCP_TOOL } from './mcp/mcp-tool.ts'
import { NODE_RED_FLOW } from './node-red/node-red-flow.ts'
import { NPM_TOKEN } from './npm/npm-token.ts'
import { OAUTH_REVOCATION } from './oauth/oauth-revocation.ts'
import { OPENC2 } from './openc2/openc2.ts'
import { PODMAN_CONTAINER } from './podman/podman-container.ts'
import { PG_CRON_JOB } from './postgres/cron-job.ts'
import { POSTGRES_ROLE } from './postgres/postgres-role.ts'
import { POSTGRES_ROLE_PAIR } from './postgres/role-pair.ts'
import { RABBITMQ_USER } from './rabbitmq/rabbitmq-user.ts'
import { REDIS_USER } from './redis/redis-user.ts'
import { SCIM } from './scim/scim.ts'
import { SHARED_SIGNALS } from './signals/shared-signals.ts'
import { UNLEASH_FLAG } from './unleash/unleash-flag.ts'
import { VAULT_ENTITY } from './vault/vault-entity.ts'
import { VAULT_TOKENS } from './vault/vault-tokens.ts'
import { WEBHOOK } from './webhook/webhook-kind.ts'

/** Every kind of target that people can connect at run time, in the order of the form: first those that were tried. */
export const CONNECTOR_KINDS: readonly ConnectorKind[] = [
  SCIM,
  OAUTH_REVOCATION,
  POSTGRES_ROLE,
  POSTGRES_ROLE_PAIR,
  REDIS_USER,
  RABBITMQ_USER,
  LDAP_ACCOUNT,
  NPM_TOKEN,
  KEYSTONE_CREDENTIAL,
  NODE_RED_FLOW,
  PG_CRON_JOB,
  PODMAN_CONTAINER,
  MCP_TOOL,
  UNLEASH_FLAG,
  SHARED_SIGNALS,
  OPENC2,
  WEBHOOK,
  GENERIC_HTTP,
  AWS_IAM_KEY,
  AWS_ROLE_SESSIONS,
  GITHUB_DEPLOY_KEY,
  GITHUB_INSTALLATION,
  GITHUB_SECRET_ALERT,
  KUBERNETES_CRON_JOB,
  KUBERNETES_NETWORK,
  KUBERNETES_TOKENS,
  VAULT_ENTITY,
  VAULT_TOKENS,
]
