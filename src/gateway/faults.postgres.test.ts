import { afterAll } from 'vitest'
import { openPostgres } from './store/open-postgres.ts'
import { describeFaults } from './testing/fault-kit.ts'
import { worldsIn } from './testing/gateway-kit.ts'
import { startPostgres } from './testing/start-postgres.ts'

const server = await startPostgres()
const opened = await openPostgres(server.url, () => undefined)
afterAll(async () => {
  await opened.close()
  await server.stop()
})

describeFaults(worldsIn(opened), 'PostgreSQL')
