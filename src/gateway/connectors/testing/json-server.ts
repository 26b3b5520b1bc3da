import type http from 'node:http'
import { bodyOf, type Listening, listen } from '../../testing/listen.ts'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A server over HTTP whose answers a test gives, with everything that it was asked. */
export async function startServer(
  answer: (asked: Asked) => Answer | Promise<Answer>,
): Promise<Listening & { readonly asked: Asked[] }> {
  const asked: Asked[] = []
  const server = await listen(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    const one = { method, path, headers, body: (await bodyOf(request)).toString('utf8') }
    asked.push(one)
    const { status, body = '', headers: more = {} } = await answer(one)
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(body)
  })
  return { ...server, asked }
}
