import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Trouble } from '../conformance.ts'

export interface TroubleProxy {
  readonly url: string
  trouble: Trouble | null
  close(): Promise<void>
}

/**
 * Stands between a connector and a real target over HTTP and makes every trouble of the kit. Those in which the target
 * acts are made at requests that change something, so that reading before a change is not what breaks.
 */
export async function startTroubleProxy(
  target: string,
  isChange: (request: http.IncomingMessage, body: string) => boolean = ({ method }) => method !== 'GET',
): Promise<TroubleProxy> {
  const proxy: { trouble: Trouble | null } = { trouble: null }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      if (refused(proxy.trouble, response)) return
      const lands = isChange(request, body.toString('utf8')) ? proxy.trouble : null
      const onward = http.request(
        new URL(request.url ?? '/', target),
        { method: request.method, headers: { ...request.headers, host: new URL(target).host }, agent: false },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => {
            if (lands === 'answer-lost') response.destroy()
            else if (lands === 'huge-answer') response.writeHead(200).end('x'.repeat(10_000_000))
            else if (lands === 'not-json') response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>OK</h1>')
            else if (lands !== 'slow')
              response.writeHead(answer.statusCode ?? 500, answer.headers).end(Buffer.concat(parts))
          })
        },
      )
      onward.on('error', () => response.destroy())
      onward.end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

/** Troubles in which the target hears of nothing; true where the answer was given. */
function refused(trouble: Trouble | null, response: http.ServerResponse): boolean {
  if (trouble === 'wrong-credential') response.writeHead(401).end()
  else if (trouble === 'down') response.destroy()
  else if (trouble === 'too-many') response.writeHead(429, { 'retry-after': '7' }).end()
  else if (trouble === 'redirect') response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end()
  else return false
  return true
}
