import type { AddressInfo } from 'node:net'
import net from 'node:net'
import type { Trouble } from '../conformance.ts'

export interface ByteProxy {
  readonly port: number
  trouble: Trouble | null
  close(): Promise<void>
}

export interface ByteProxyOptions {
  /** Whether the target's answer to what was asked last says that a change was made: with `answer-lost` the line breaks there. */
  readonly isDone: (answer: Buffer, asked: Buffer) => boolean
  /** Makes somebody else sign in, by changing the bytes in place. */
  readonly misname: (bytes: Buffer) => void
}

/** Stands between a connector and a real target that does not speak HTTP, and makes the troubles that such a line has. */
export async function startByteProxy(target: number, { isDone, misname }: ByteProxyOptions): Promise<ByteProxy> {
  const proxy: { trouble: Trouble | null } = { trouble: null }
  const listener = net.createServer((near) => {
    if (proxy.trouble === 'down') return near.destroy()
    const far = net.connect(target, '127.0.0.1')
    const end = () => {
      near.destroy()
      far.destroy()
    }
    near.on('error', end).on('close', end)
    far.on('error', end).on('close', end)
    let asked = Buffer.alloc(0)
    near.on('data', (bytes) => {
      asked = bytes
      if (proxy.trouble === 'wrong-credential') misname(bytes)
      far.write(bytes)
    })
    far.on('data', (bytes) => {
      if (proxy.trouble === 'answer-lost' && isDone(bytes, asked)) return end()
      return near.write(bytes)
    })
    return undefined
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return Object.assign(proxy, {
    port: (listener.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => listener.close(() => resolve())),
  })
}

/** Overwrites `name` with another of the same length wherever it stands. */
export function replaceWithin(bytes: Buffer, name: string, other: string): void {
  const at = bytes.indexOf(name)
  if (at >= 0) bytes.write(other, at)
}
