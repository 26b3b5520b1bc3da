import { createHelper, type ToHelper } from '../whatif/shared-pass.ts'

const help = createHelper()

self.addEventListener('message', (event: MessageEvent<ToHelper>) => help(event.data))
