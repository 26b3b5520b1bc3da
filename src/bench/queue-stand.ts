import http from 'node:http'

/** Answers what it knows itself; false hands the request on to the gateway. */
export type Answer = (pathname: string, url: URL, response: http.ServerResponse) => boolean

/** A server before the gateway that answers for the queue itself and hands everything else on. */
export async function standBefore(origin: string, answer: Answer): Promise<http.Server> {
  const target = new URL(origin)
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (answer(url.pathname, url, response)) return
    const headers = { ...request.headers, host: target.host }
    if (headers.origin !== undefined) headers.origin = origin
    const onward = http.request({
      host: target.hostname,
      port: target.port,
      path: request.url,
      method: request.method,
      headers,
    })
    onward.on('response', (given) => {
      response.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((settle) => server.listen(0, settle))
  return server
}

/** What the gateway would answer for a queue that is zipped already. */
export function answerFrom(zips: ReadonlyMap<string, Buffer>): Answer {
  return (pathname, _, response) => {
    const zip = pathname.startsWith('/api/queue') ? zips.get(queueFile(pathname)) : undefined
    if (zip === undefined) return false
    const type = pathname === '/api/queue' ? 'application/json' : 'application/vnd.apache.arrow.stream'
    const headers = { 'content-type': type, 'content-encoding': 'zstd', 'queue-until': '0.0', 'queue-more': 'false' }
    response.writeHead(200, headers).end(zip)
    return true
  }
}

function queueFile(pathname: string): string {
  if (pathname === '/api/queue') return '/queue/manifest'
  return pathname.replace('/api/queue/blocks/', '/queue/block-').replace('/api/queue/changes', '/queue/changes')
}
