import { createQueueDesk } from './queue-desk.ts'
import type { FromQueue, ToQueue } from './queue-protocol.ts'

const REST_MS = 20
let resting: ReturnType<typeof setTimeout> | undefined

const desk = createQueueDesk({
  now: () => performance.now(),
  post: (message: FromQueue) => self.postMessage(message),
  rest: (work) => {
    clearTimeout(resting)
    resting = setTimeout(work, REST_MS)
  },
})

self.addEventListener('message', (event: MessageEvent<ToQueue>) => desk(event.data))
