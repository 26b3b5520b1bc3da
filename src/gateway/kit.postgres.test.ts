import { afterAll } from 'vitest'
import { openPostgres } from './store/open-postgres.ts'
import { describeAlerts } from './testing/alert-kit.ts'
import { describeEffects } from './testing/change-effect-kit.ts'
import { describeChanges } from './testing/change-kit.ts'
import { describeCorrelations } from './testing/correlation-kit.ts'
import { describeEstate } from './testing/estate-kit.ts'
import { describeEvidence } from './testing/evidence-kit.ts'
import { worldsIn } from './testing/gateway-kit.ts'
import { describeHistory } from './testing/history-kit.ts'
import { describeHostileInput } from './testing/hostile-kit.ts'
import { describeIdentities } from './testing/identity-kit.ts'
import { describeIngest } from './testing/ingest-kit.ts'
import { describeInterleavings } from './testing/interleaving-kit.ts'
import { describeMappings } from './testing/mapping-kit.ts'
import { describePlans } from './testing/plan-kit.ts'
import { describeRecords } from './testing/record-kit.ts'
import { describeResponse } from './testing/response-kit.ts'
import { describeRuns } from './testing/run-kit.ts'
import { describeScenarios } from './testing/scenario-kit.ts'
import { describeSessions } from './testing/session-kit.ts'
import { describeSources } from './testing/source-kit.ts'
import { startPostgres } from './testing/start-postgres.ts'
import { describeStories } from './testing/story-kit.ts'
import { describeTriggerViews } from './testing/trigger-view-kit.ts'

const server = await startPostgres()
const opened = await openPostgres(server.url, () => undefined)
const openWorld = worldsIn(opened)
afterAll(async () => {
  await opened.close()
  await server.stop()
})

describeIngest(openWorld)
describeHostileInput(openWorld)
describeSessions(openWorld)
describeSources(openWorld)
describeMappings(openWorld)
describeAlerts(openWorld)
describeStories(openWorld)
describeRecords(openWorld)
describeTriggerViews(openWorld)
describeEvidence(openWorld)
describeCorrelations(openWorld)
describeIdentities(openWorld)
describeEstate(openWorld)
describeChanges(openWorld)
describeEffects(openWorld)
describeHistory(openWorld)
describeScenarios(openWorld)
describePlans(openWorld)
describeResponse(openWorld)
describeRuns(openWorld)
describeInterleavings(openWorld, 12)
