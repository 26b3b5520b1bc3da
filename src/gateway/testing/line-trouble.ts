import net from 'node:net'

/** What a line does to one exchange. `acts`: the target got the whole request. */
export const LINE_TROUBLES = ['cut-answer', 'reset', 'half-close', 'late', 'sent-twice', 'cut-request'] as const
export type LineTrouble = (typeof LINE_TROUBLES)[number]

export interface TroubledLine {
  readonly url: string
  /** Bytes of a POST go through this once per connection; GETs pass. Null: a good line. */
  trouble: LineTrouble | null
  /** How often each trouble was made. */
  readonly made: Map<LineTrouble, number>
  close(): void
}

const CUT_AFTER_BYTES = 24

/** A line to a target on this machine, byte for byte, and what can go wrong on one. It knows nothing of HTTP but `POST `. */
export async function troubledLine(target: string): Promise<TroubledLine> {
  const { hostname, port } = new URL(target)
  const open = new Set<net.Socket>()
  const line: { trouble: LineTrouble | null; made: Map<LineTrouble, number> } = { trouble: null, made: new Map() }
  const connect = () => {
    const socket = net.connect(Number(port), hostname)
    open.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => open.delete(socket))
    return socket
  }
  const server = net.createServer((caller) => {
    open.add(caller)
    caller.on('error', () => undefined)
    const onward = connect()
    let trouble: LineTrouble | null = null
    caller.on('data', (bytes: Buffer) => {
      if (bytes.subarray(0, 5).toString() === 'POST ' && line.trouble !== null) {
        trouble = line.trouble
        line.made.set(trouble, (line.made.get(trouble) ?? 0) + 1)
      }
      if (trouble === 'cut-request') {
        onward.end(bytes.subarray(0, CUT_AFTER_BYTES))
        caller.resetAndDestroy()
        return
      }
      onward.write(bytes)
      if (trouble === 'sent-twice') connect().end(bytes)
    })
    onward.on('data', (bytes: Buffer) => {
      if (trouble === 'cut-answer') caller.end(bytes.subarray(0, CUT_AFTER_BYTES))
      else if (trouble === 'reset') caller.resetAndDestroy()
      else if (trouble === 'half-close') caller.end()
      else if (trouble !== 'late') caller.write(bytes)
    })
    onward.once('close', () => {
      if (trouble !== 'late') caller.end()
    })
    caller.once('close', () => {
      open.delete(caller)
      onward.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address() as net.AddressInfo
  return Object.assign(line, {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
    },
  })
}
