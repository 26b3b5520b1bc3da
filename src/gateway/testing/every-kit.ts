import { describeAlerts } from './alert-kit.ts'
import { describeAskedAgain } from './asked-again-kit.ts'
import { describeBulk } from './bulk-kit.ts'
import { describeCases } from './case-kit.ts'
import { describeEffects } from './change-effect-kit.ts'
import { describeChanges } from './change-kit.ts'
import { describeChangedIdentity } from './changed-identity-kit.ts'
import { describeConnectors } from './connector-kit.ts'
import { describeCorrelations } from './correlation-kit.ts'
import { describeDoubt } from './doubt-kit.ts'
import { describeDryRuns } from './dry-run-kit.ts'
import { describeEstate } from './estate-kit.ts'
import { describeEvidence } from './evidence-kit.ts'
import { describeExerciseJobs } from './exercise-job-kit.ts'
import { describeExercises } from './exercise-kit.ts'
import { describeExercisesOnTargets } from './exercise-target-kit.ts'
import type { OpenWorld } from './gateway-kit.ts'
import { describeBreakGlass } from './glass-kit.ts'
import { describeHabits } from './habit-kit.ts'
import { describeHistory } from './history-kit.ts'
import { describeHostileInput } from './hostile-kit.ts'
import { describeIdentities } from './identity-kit.ts'
import { describeIngest } from './ingest-kit.ts'
import { describeInterleavings } from './interleaving-kit.ts'
import { describeMappings } from './mapping-kit.ts'
import { describeOwnPlaybooks } from './own-playbook-kit.ts'
import { describePasskeys } from './passkey-kit.ts'
import { describePlans } from './plan-kit.ts'
import { describeQueue } from './queue-kit.ts'
import { describeQuorums } from './quorum-kit.ts'
import { describeRecords } from './record-kit.ts'
import { describeRepointing } from './repointing-kit.ts'
import { describeResponse } from './response-kit.ts'
import { describeRights } from './rights-kit.ts'
import { describeRunBounds } from './run-bounds-kit.ts'
import { describeRuns } from './run-kit.ts'
import { describeSavedViews } from './saved-view-kit.ts'
import { describeScenarios } from './scenario-kit.ts'
import { describeSessions } from './session-kit.ts'
import { describeSeveralSteps } from './several-steps-kit.ts'
import { describeSilence } from './silence-kit.ts'
import { describeSources } from './source-kit.ts'
import { describeStepInterleavings } from './step-interleaving-kit.ts'
import { describeStops } from './stop-kit.ts'
import { describeStories } from './story-kit.ts'
import { describeSuppressions } from './suppression-kit.ts'
import { describeTakingBack } from './taking-back-kit.ts'
import { describeThreats } from './threat-kit.ts'
import { describeTogether } from './together-kit.ts'
import { describeTriggerViews } from './trigger-view-kit.ts'
import { describeWork } from './work-kit.ts'

const KITS: readonly ((openWorld: OpenWorld) => void)[] = [
  describeIngest,
  describeHostileInput,
  describeSessions,
  describeRights,
  describeSources,
  describeMappings,
  describeConnectors,
  describeExercises,
  describeExercisesOnTargets,
  describeExerciseJobs,
  describeAlerts,
  describeWork,
  describeBulk,
  describeQueue,
  describeSuppressions,
  describeTogether,
  describeCases,
  describeStories,
  describeRecords,
  describeTriggerViews,
  describeEvidence,
  describeCorrelations,
  describeIdentities,
  describeEstate,
  describeChanges,
  describeEffects,
  describeDryRuns,
  describeHistory,
  describeScenarios,
  describeSavedViews,
  describePlans,
  describeChangedIdentity,
  describeAskedAgain,
  describeQuorums,
  describePasskeys,
  describeThreats,
  describeStops,
  describeBreakGlass,
  describeSilence,
  describeHabits,
  describeResponse,
  describeRuns,
  describeDoubt,
  describeRunBounds,
  describeSeveralSteps,
  describeTakingBack,
  describeRepointing,
  describeOwnPlaybooks,
]

/**
 * What a gateway promises on any database, as tests. `interleavings` is how many random orders of people and crashes are tried.
 * A new kit is named here, once, and runs on every database.
 */
export function describeGateway(openWorld: OpenWorld, interleavings: number): void {
  for (const describeKit of KITS) describeKit(openWorld)
  describeInterleavings(openWorld, interleavings)
  describeStepInterleavings(openWorld, interleavings)
}
