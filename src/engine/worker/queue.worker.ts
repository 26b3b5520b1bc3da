import { createQueueDesk } from './queue-desk.ts'
import type { FromQueue, ToQueue } from './queue-protocol.ts'

const desk = createQueueDesk({
  now: () => performance.now(),
  post: (message: FromQueue) => self.postMessage(message),
})

self.addEventListener('message', (event: MessageEvent<ToQueue>) => desk(event.data))
