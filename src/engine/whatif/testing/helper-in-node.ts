import { parentPort } from 'node:worker_threads'
import { createHelper } from '../shared-pass.ts'

const help = createHelper()

parentPort?.on('message', help)
