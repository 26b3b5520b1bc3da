import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Listening {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Ends what is open too. */
  close(): Promise<void>
}

/** A server over HTTP on a free port of the loopback address. For tests and benches. */
export async function listen(
  handle: (request: http.IncomingMessage, response: http.ServerResponse) => void | Promise<void>,
): Promise<Listening> {
  const server = http.createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** All bytes of a request's body. */
export async function bodyOf(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
