import type { Trigger } from '../../domain/trigger/trigger.ts'
import { parseTrigger } from '../parse-trigger.ts'
import type { TriggerLogic } from '../trigger-logic.ts'
import accessKeyForAnother from './access-key-for-another.ts'
import accessKeyMadeByRole from './access-key-made-by-role.ts'
import administratorPlanted from './administrator-planted.ts'
import agentAdministrativeTool from './agent-administrative-tool.ts'
import agentAuthorityExceeded from './agent-authority-exceeded.ts'
import agentGuardrailIntervened from './agent-guardrail-intervened.ts'
import agentOutsideTaskWindow from './agent-outside-task-window.ts'
import agentToolNotApproved from './agent-tool-not-approved.ts'
import aiDirectorySyncStopped from './ai-directory-sync-stopped.ts'
import aiKeyWithAllScopes from './ai-key-with-all-scopes.ts'
import aiServiceKeyCreated from './ai-service-key-created.ts'
import auditTrailTampered from './audit-trail-tampered.ts'
import auditTrailTamperedByRole from './audit-trail-tampered-by-role.ts'
import azureStorageKeysListed from './azure-storage-keys-listed.ts'
import clusterRightsProbed from './cluster-rights-probed.ts'
import clusterRoleWidened from './cluster-role-widened.ts'
import codeClonedInBulk from './code-cloned-in-bulk.ts'
import consoleUsedAsMachine from './console-used-as-machine.ts'
import containerFoothold from './container-foothold.ts'
import deadSecretUsed from './dead-secret-used.ts'
import decoyTouchedAws from './decoy-touched-aws.ts'
import decoyTouchedThinkst from './decoy-touched-thinkst.ts'
import decoyTouchedTracebit from './decoy-touched-tracebit.ts'
import deployKeyCreated from './deploy-key-created.ts'
import entraAppCredentialAdded from './entra-app-credential-added.ts'
import falcoDisallowedIdentity from './falco-disallowed-identity.ts'
import federationTokenMade from './federation-token-made.ts'
import filesCopiedFromPod from './files-copied-from-pod.ts'
import forgottenAdministratorWoke from './forgotten-administrator-woke.ts'
import functionOpenToAll from './function-open-to-all.ts'
import functionOpenToAllByRole from './function-open-to-all-by-role.ts'
import gcpServiceAccountKeyMade from './gcp-service-account-key-made.ts'
import githubAppInstalled from './github-app-installed.ts'
import githubAppInstalledByLog from './github-app-installed-by-log.ts'
import githubFenceRemoved from './github-fence-removed.ts'
import guarddutyCredentialAbuse from './guardduty-credential-abuse.ts'
import guarddutySessionAbuse from './guardduty-session-abuse.ts'
import guardrailRemoved from './guardrail-removed.ts'
import guessedThenIn from './guessed-then-in.ts'
import inlineAdministrator from './inline-administrator.ts'
import inlineAdministratorByRole from './inline-administrator-by-role.ts'
import instanceSessionElsewhere from './instance-session-elsewhere.ts'
import keyQuarantined from './key-quarantined.ts'
import modelAccessEnabled from './model-access-enabled.ts'
import modelsOpenedAndUsed from './models-opened-and-used.ts'
import networkLogsRemoved from './network-logs-removed.ts'
import networkLogsRemovedByRole from './network-logs-removed-by-role.ts'
import newAdministrator from './new-administrator.ts'
import newAdministratorByRole from './new-administrator-by-role.ts'
import oktaApiTokenCreated from './okta-api-token-created.ts'
import organizationLeft from './organization-left.ts'
import pipelineCredentialElsewhere from './pipeline-credential-elsewhere.ts'
import pipelineTrustTooWide from './pipeline-trust-too-wide.ts'
import postureWeakness from './posture-weakness.ts'
import productionSecretNewRegion from './production-secret-new-region.ts'
import productionSecretNewRegionByKey from './production-secret-new-region-by-key.ts'
import rightsProbed from './rights-probed.ts'
import roleTrustsOutsider from './role-trusts-outsider.ts'
import roleTrustsOutsiderByRole from './role-trusts-outsider-by-role.ts'
import secretFoundInCode from './secret-found-in-code.ts'
import secretInCodeAfterRotation from './secret-in-code-after-rotation.ts'
import secretReportedByLog from './secret-reported-by-log.ts'
import secretSharedByIdentities from './secret-shared-by-identities.ts'
import secretsHarvested from './secrets-harvested.ts'
import secretsListed from './secrets-listed.ts'
import serviceAccountFromOutside from './service-account-from-outside.ts'
import serviceAccountTokenMinted from './service-account-token-minted.ts'
import sessionInTwoPlaces from './session-in-two-places.ts'
import snapshotShared from './snapshot-shared.ts'
import snapshotSharedByRole from './snapshot-shared-by-role.ts'
import stolenInstanceRole from './stolen-instance-role.ts'
import systemRoleChanged from './system-role-changed.ts'
import trustAnchorCreated from './trust-anchor-created.ts'
import trustAnchorCreatedByRole from './trust-anchor-created-by-role.ts'
import vendorFromElsewhere from './vendor-from-elsewhere.ts'
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
  administratorPlanted,
  agentAdministrativeTool,
  agentAuthorityExceeded,
  agentGuardrailIntervened,
  agentOutsideTaskWindow,
  agentToolNotApproved,
  aiDirectorySyncStopped,
  aiKeyWithAllScopes,
  aiServiceKeyCreated,
  auditTrailTampered,
  auditTrailTamperedByRole,
  azureStorageKeysListed,
  clusterRightsProbed,
  clusterRoleWidened,
  codeClonedInBulk,
  consoleUsedAsMachine,
  containerFoothold,
  deadSecretUsed,
  decoyTouchedAws,
  decoyTouchedThinkst,
  decoyTouchedTracebit,
  deployKeyCreated,
  entraAppCredentialAdded,
  falcoDisallowedIdentity,
  federationTokenMade,
  filesCopiedFromPod,
  forgottenAdministratorWoke,
  functionOpenToAll,
  functionOpenToAllByRole,
  gcpServiceAccountKeyMade,
  githubAppInstalled,
  githubAppInstalledByLog,
  githubFenceRemoved,
  guarddutyCredentialAbuse,
  guarddutySessionAbuse,
  guardrailRemoved,
  guessedThenIn,
  inlineAdministrator,
  inlineAdministratorByRole,
  instanceSessionElsewhere,
  keyQuarantined,
  modelAccessEnabled,
  modelsOpenedAndUsed,
  networkLogsRemoved,
  networkLogsRemovedByRole,
  newAdministrator,
  newAdministratorByRole,
  oktaApiTokenCreated,
  organizationLeft,
  pipelineCredentialElsewhere,
  pipelineTrustTooWide,
  postureWeakness,
  productionSecretNewRegion,
  productionSecretNewRegionByKey,
  rightsProbed,
  roleTrustsOutsider,
  roleTrustsOutsiderByRole,
  secretFoundInCode,
  secretInCodeAfterRotation,
  secretReportedByLog,
  secretSharedByIdentities,
  secretsHarvested,
  secretsListed,
  serviceAccountFromOutside,
  serviceAccountTokenMinted,
  sessionInTwoPlaces,
  snapshotShared,
  snapshotSharedByRole,
  stolenInstanceRole,
  systemRoleChanged,
  trustAnchorCreated,
  trustAnchorCreatedByRole,
  vendorFromElsewhere,
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
