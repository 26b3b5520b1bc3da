import type net from 'node:net'
import { MOST_ANSWER_BYTES } from '../outbound/deliver.ts'

/** One answer at the head of what has come so far, and how many bytes it took; null while it is not all there. */
export type ReadOne<T> = (bytes: Buffer) => { readonly value: T; readonly length: number } | null

/**
 * Question and answer over one connection, one at a time. Rejects where the line breaks, the answer is none or it is
 * larger than any that is expected.
 */
export function exchange<T>(
  socket: net.Socket,
  readOne: ReadOne<T>,
  mostBytes = MOST_ANSWER_BYTES,
): (question: Buffer) => Promise<T> {
  let held = Buffer.alloc(0)
  let waiting: { resolve: (value: T) => void; reject: (error: Error) => void } | null = null
  const settle = () => {
    if (waiting === null) return
    const { resolve, reject } = waiting
    try {
      const one = readOne(held)
      if (one === null) {
        if (held.length > mostBytes) throw new Error('the answer is too large')
        return
      }
      held = held.subarray(one.length)
      waiting = null
      resolve(one.value)
    } catch (error) {
      waiting = null
      socket.destroy()
      reject(error instanceof Error ? error : new Error('no answer'))
    }
  }
  let broken: Error | null = null
  const fail = (error: Error) => {
    broken ??= error
    waiting?.reject(broken)
    waiting = null
  }
  socket.on('data', (bytes: Buffer) => {
    held = Buffer.concat([held, bytes])
    settle()
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the line broke')))
  return (question) =>
    new Promise<T>((resolve, reject) => {
      if (broken !== null) return reject(broken)
      waiting = { resolve, reject }
      socket.write(question)
      return settle()
    })
}
