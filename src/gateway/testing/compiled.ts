import os from 'node:os'
import path from 'node:path'

/** Environment of a process that loads the modules of the gateway: what one of them has compiled the next one finds. */
export const COMPILED = { NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'sluicegate-compiled') }
