import { afterAll } from 'vitest'
import { openMemory } from './store/open-pglite.ts'
import { worldsIn } from './testing/gateway-kit.ts'
import { describeIngest } from './testing/ingest-kit.ts'
import { describePlans } from './testing/plan-kit.ts'
import { describeRuns } from './testing/run-kit.ts'

const opened = await openMemory()
const openWorld = worldsIn(opened)
afterAll(() => opened.close())

describeIngest(openWorld)
describePlans(openWorld)
describeRuns(openWorld)
