import { afterAll } from 'vitest'
import { openMemory } from './store/open-pglite.ts'
import { describeFaults } from './testing/fault-kit.ts'
import { worldsIn } from './testing/gateway-kit.ts'

const opened = await openMemory()
afterAll(() => opened.close())

describeFaults(worldsIn(opened), 'PGlite')
