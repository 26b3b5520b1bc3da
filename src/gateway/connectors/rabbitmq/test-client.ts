import net from 'node:net'

/** What came of signing in over AMQP 0-9-1: a connection that is open, or the code and words of the refusal. */
export type SignIn =
  | { readonly kind: 'open'; readonly closed: Promise<void>; close(): void }
  | { readonly kind: 'refused'; readonly code: number; readonly text: string }

const CONNECTION = 10
const METHOD = { start: 10, startOk: 11, tune: 30, tuneOk: 31, open: 40, openOk: 41, close: 50 }
const FRAME_END = 0xce

/** As much of AMQP 0-9-1 as it takes to sign in and to stay. For tests. Rejects where nobody listens. */
export function signIn(port: number, user: string, password: string): Promise<SignIn> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1')
    const closed = new Promise<void>((gone) => socket.on('close', () => gone()))
    socket.on('error', reject)
    socket.write(Buffer.from('AMQP\0\0\x09\x01', 'latin1'))
    const answer = (method: number, payload: Buffer) => {
      if (method === METHOD.start) socket.write(startOk(user, password))
      if (method === METHOD.tune) socket.write(Buffer.concat([tuneOk(), open()]))
      if (method === METHOD.openOk) resolve({ kind: 'open', closed, close: () => socket.destroy() })
      if (method !== METHOD.close) return
      resolve({
        kind: 'refused',
        code: payload.readUInt16BE(4),
        text: payload.toString('utf8', 7, 7 + (payload[6] ?? 0)),
      })
      socket.destroy()
    }
    let held = Buffer.alloc(0)
    socket.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes])
      while (held.length >= 7 && held.length >= held.readUInt32BE(3) + 8) {
        const payload = held.subarray(7, held.readUInt32BE(3) + 7)
        if (held[0] === 1) answer(payload.readUInt16BE(2), payload)
        held = held.subarray(payload.length + 8)
      }
    })
  })
}

/** It says that it understands a refusal in words; else the broker only breaks the line. */
function startOk(user: string, password: string): Buffer {
  const told = Buffer.concat([short('authentication_failure_close'), Buffer.from('t\x01')])
  const properties = Buffer.concat([short('capabilities'), Buffer.from('F'), long(told)])
  const secret = Buffer.from(`\0${user}\0${password}`)
  return frame(METHOD.startOk, Buffer.concat([long(properties), short('PLAIN'), long(secret), short('en_US')]))
}

/** 64 channels, frames of 131072 bytes, no heartbeat. */
function tuneOk(): Buffer {
  return frame(METHOD.tuneOk, Buffer.from([0, 64, 0, 2, 0, 0, 0, 0]))
}

function open(): Buffer {
  return frame(METHOD.open, Buffer.concat([short('/'), Buffer.from([0, 0])]))
}

function frame(method: number, args: Buffer): Buffer {
  const payload = Buffer.concat([Buffer.from([0, CONNECTION, 0, method]), args])
  const head = Buffer.alloc(7)
  head[0] = 1
  head.writeUInt32BE(payload.length, 3)
  return Buffer.concat([head, payload, Buffer.from([FRAME_END])])
}

function short(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from([bytes.length]), bytes])
}

function long(bytes: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(bytes.length)
  return Buffer.concat([head, bytes])
}
