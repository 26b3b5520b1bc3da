import http from 'node:http'
import { bodyOf, type Listening, listen } from '../../testing/listen.ts'
import type { Trouble } from '../conformance.ts'

export interface TroubleProxy extends Listening {
  trouble: Trouble | null
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
  const server = await listen(async (request, response) => {
    const body = await bodyOf(request)
    if (isTurnedAway(proxy.trouble, response)) return
    const lands = isChange(request, body.toString('utf8')) ? proxy.trouble : null
    const onward = http.request(
      new URL(request.url ?? '/', target),
      { method: request.method, headers: { ...request.headers, host: new URL(target).host }, agent: false },
      (answer) => {
        void bodyOf(answer).then((bytes) => {
          if (lands === null || !spoil(lands, 200, response)) {
            response.writeHead(answer.statusCode ?? 500, answer.headers).end(bytes)
          }
        })
      },
    )
    onward.on('error', () => response.destroy())
    onward.end(body)
  })
  return Object.assign(proxy, server)
}

/** Troubles in which the target hears of nothing; true where the answer was given. */
export function isTurnedAway(trouble: Trouble | null, response: http.ServerResponse): boolean {
  if (trouble === 'wrong-credential') response.writeHead(401).end()
  else if (trouble === 'down') response.destroy()
  else if (trouble === 'too-many') response.writeHead(429, { 'retry-after': '7' }).end()
  else if (trouble === 'redirect') response.writeHead(307, { location: 'http://127.0.0.1:1/elsewhere' }).end()
  else return false
  return true
}

/** Troubles in which the target did it and the answer is spoilt; true where there is no other answer. */
export function spoil(trouble: Trouble | null, status: number, response: http.ServerResponse): boolean {
  if (trouble === 'answer-lost') response.destroy()
  else if (trouble === 'huge-answer') response.writeHead(status).end('x'.repeat(10_000_000))
  else if (trouble === 'not-json') response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>OK</h1>')
  else return trouble === 'slow'
  return true
}
