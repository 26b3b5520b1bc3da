import { afterAll } from 'vitest'
import { openPostgres } from './store/open-postgres.ts'
import { describeGateway } from './testing/every-kit.ts'
import { worldsIn } from './testing/gateway-kit.ts'
import { startPostgres } from './testing/start-postgres.ts'

const server = await startPostgres()
const opened = await openPostgres(server.url, () => undefined)
const openWorld = worldsIn(opened)
afterAll(async () => {
  await opened.close()
  await server.stop()
})

describeGateway(openWorld, 12)
