import { afterAll } from 'vitest'
import { openMemory } from './store/open-pglite.ts'
import { describeGateway } from './testing/every-kit.ts'
import { worldsIn } from './testing/gateway-kit.ts'

const opened = await openMemory()
const openWorld = worldsIn(opened)
afterAll(() => opened.close())

describeGateway(openWorld, 25)
