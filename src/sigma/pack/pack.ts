import type { Trigger } from '../../domain/trigger/trigger.ts'
import { parseTrigger } from '../parse-trigger.ts'
import type { TriggerLogic } from '../trigger-logic.ts'
import accessKeyForAnother from './access-key-for-another.ts'
import accessKeyMadeByRole from './access-key-made-by-role.ts'
import agentAdministrativeTool from './agent-administrative-tool.ts'
import agentGuardrailIntervened from './agent-guardrail-intervened.ts'
import aiKeyWithAllScopes from './ai-key-with-all-scopes.ts'
import aiServiceKeyCreated from './ai-service-key-created.ts'
import auditTrailTampered from './audit-trail-tampered.ts'
import auditTrailTamperedByRole from './audit-trail-tampered-by-role.ts'
import containerFoothold from './container-foothold.ts'
import decoyTouchedAws from './decoy-touched-aws.ts'
import decoyTouchedThinkst from './decoy-touched-thinkst.ts'
import decoyTouchedTracebit from './decoy-touched-tracebit.ts'
import deployKeyCreated from './deploy-key-created.ts'
import falcoDisallowedIdentity from './falco-disallowed-identity.ts'
import githubAppInstalled from './github-app-installed.ts'
import guarddutyCredentialAbuse from './guardduty-credential-abuse.ts'
import guarddutySessionAbuse from './guardduty-session-abuse.ts'
import keyQuarantined from './key-quarantined.ts'
import modelAccessEnabled from './model-access-enabled.ts'
import newAdministrator from './new-administrator.ts'
import newAdministratorByRole from './new-administrator-by-role.ts'
import oktaApiTokenCreated from './okta-api-token-created.ts'
import postureWeakness from './posture-weakness.ts'
import secretFoundInCode from './secret-found-in-code.ts'
import secretsListed from './secrets-listed.ts'
import serviceAccountTokenMinted from './service-account-token-minted.ts'
import stolenInstanceRole from './stolen-instance-role.ts'
import wormRepository from './worm-repository.ts'

/** A trigger ready to be evaluated, with the text it was read from. */
export interface LoadedTrigger {
  readonly trigger: Trigger
  readonly logic: TriggerLogic
  readonly text: string
}

const TEXTS: readonly string[] = [
  accessKeyForAnother,
  accessKeyMadeByRole,
  agentAdministrativeTool,
  agentGuardrailIntervened,
  aiKeyWithAllScopes,
  aiServiceKeyCreated,
  auditTrailTampered,
  auditTrailTamperedByRole,
  containerFoothold,
  decoyTouchedAws,
  decoyTouchedThinkst,
  decoyTouchedTracebit,
  deployKeyCreated,
  falcoDisallowedIdentity,
  githubAppInstalled,
  guarddutyCredentialAbuse,
  guarddutySessionAbuse,
  keyQuarantined,
  modelAccessEnabled,
  newAdministrator,
  newAdministratorByRole,
  oktaApiTokenCreated,
  postureWeakness,
  secretFoundInCode,
  secretsListed,
  serviceAccountTokenMinted,
  stolenInstanceRole,
  wormRepository,
]

let loaded: readonly LoadedTrigger[] | null = null

/**
 * The built-in triggers, by id. Read once per process. Throws where one of them is refused, which a test rules out: a
 * trigger that silently fell out of the pack would be an attack that nobody sees.
 */
export function loadPack(): readonly LoadedTrigger[] {
  loaded ??= TEXTS.map(load).sort((a, b) => (a.trigger.id < b.trigger.id ? -1 : 1))
  return loaded
}

function load(text: string): LoadedTrigger {
  const parsed = parseTrigger(text)
  if (parsed.ok) return { trigger: parsed.trigger, logic: parsed.logic, text }
  const [first] = parsed.problems
  const place = `line ${first?.line ?? 0}, column ${first?.column ?? 0}`
  throw new Error(`built-in trigger, ${place}: ${first?.message ?? ''}; should be ${first?.shouldBe ?? ''}\n${text}`)
}
