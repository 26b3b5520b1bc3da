import { openCrew } from './whatif-crew.ts'
import { createWhatIfDesk } from './whatif-desk.ts'
import type { FromWhatIf, ToWhatIf } from './whatif-protocol.ts'

const desk = createWhatIfDesk({
  now: () => performance.now(),
  post: (message: FromWhatIf, moved) => self.postMessage(message, { transfer: [...moved] }),
  crew: openCrew(),
})

self.addEventListener('message', (event: MessageEvent<ToWhatIf>) => desk(event.data))
