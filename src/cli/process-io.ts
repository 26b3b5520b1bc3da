import process from 'node:process'
import type { Io } from './command.ts'

/**
 * The process's own input and output. Output waits for a slow reader instead of piling up, and a reader that goes away
 * (`… | head`) ends the command quietly, as with every other tool in a pipe.
 */
export function processIo(): Io {
  let isClosed = false
  let resume: (() => void) | null = null
  const goOn = (): void => {
    resume?.()
    resume = null
  }
  process.stdout.on('drain', goOn)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    isClosed = true
    goOn()
  })
  return {
    async out(text) {
      if (isClosed || process.stdout.write(text)) return
      await new Promise<void>((resolve) => {
        resume = resolve
      })
    },
    async err(text) {
      process.stderr.write(text)
    },
    isClosed: () => isClosed,
    isInputTerminal: Boolean(process.stdin.isTTY),
    async readInput(maxBytes) {
      const chunks: Uint8Array[] = []
      let length = 0
      for await (const chunk of process.stdin) {
        const bytes: Uint8Array = typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk
        chunks.push(bytes)
        length += bytes.length
        if (length > maxBytes) break
      }
      return Buffer.concat(chunks).subarray(0, maxBytes + 1)
    },
  }
}
