import { createLabDesk } from './lab-desk.ts'
import type { FromLab, ToLab } from './protocol.ts'

/** A message to oneself: comes back after those that wait already, and is not slowed down as timers are. */
const { port1, port2 } = new MessageChannel()
const waiting: (() => void)[] = []
port2.addEventListener('message', () => waiting.shift()?.())
port2.start()

const desk = createLabDesk({
  now: () => performance.now(),
  yield: () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      port1.postMessage(null)
    }),
  post: (message: FromLab) => self.postMessage(message),
})

self.addEventListener('message', (event: MessageEvent<ToLab>) => {
  void desk(event.data)
})
