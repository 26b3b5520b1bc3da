import type { ConnectorKind } from './kind.ts'
import { OAUTH_REVOCATION } from './oauth/oauth-revocation.ts'
import { SCIM } from './scim/scim.ts'

/** Every kind of target that people can connect at run time, in the order of the form. */
export const CONNECTOR_KINDS: readonly ConnectorKind[] = [SCIM, OAUTH_REVOCATION]
