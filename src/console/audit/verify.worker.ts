import { sha256 } from '@noble/hashes/sha2.js'
import { createVerifierDesk } from './verifier.ts'
import type { ToVerifier } from './verify-protocol.ts'

const desk = createVerifierDesk(sha256, () => performance.now())

self.addEventListener('message', (event: MessageEvent<ToVerifier>) => {
  const answer = desk(event.data)
  if (answer !== null) self.postMessage(answer)
})
