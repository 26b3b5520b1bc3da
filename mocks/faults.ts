/** A backend as a function, such as the gateway's `fetch`. */
export type Answer = (request: Request) => Response | Promise<Response>

/** What can be wrong between a page and its gateway. Every fault can be narrowed to some requests with `only`. */
export type Fault = { readonly only?: (request: Request) => boolean } & (
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Reads answer what they answered last before the fault, however old; writes go through. */
  | { readonly kind: 'stale' }
  /** 503 before the gateway sees the request. */
  | { readonly kind: 'unavailable'; readonly retryAfterSeconds: number }
  /**
   * The line breaks. `before`: the gateway never sees the request. `after`: it has done everything, and nobody is told.
   * `middle`: the answer begins and does not end.
   */
  | { readonly kind: 'cut'; readonly at: 'before' | 'after' | 'middle' }
  /** Text of answers is changed on its way, wherever it stands. */
  | { readonly kind: 'tampered'; readonly from: string; readonly to: string }
)

/** Waits, in ms; tests bring one that only remembers. */
export type Wait = (ms: number) => Promise<void>

const sleep: Wait = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/**
 * The same backend behind a worse line. `fault` is asked at every request, so that the line can break and be mended in
 * between; null is a sound one. A cut rejects as `fetch` does: with a TypeError. Event streams are never replayed.
 */
export function withFaults(next: Answer, fault: () => Fault | null, wait: Wait = sleep): Answer {
  const lastReads = new Map<string, Response>()

  async function sound(request: Request): Promise<Response> {
    const answer = await next(request)
    if (request.method === 'GET' && !isStream(answer)) lastReads.set(request.url, answer.clone())
    return answer
  }

  return async (request) => {
    const now = fault()
    if (now === null || now.only?.(request) === false) return sound(request)
    if (now.kind === 'unavailable') return unavailable(now.retryAfterSeconds)
    if (now.kind === 'tampered') return tampered(await next(request), now.from, now.to)
    if (now.kind === 'cut') return cut(next, request, now.at)
    if (now.kind === 'slow') await wait(now.delayMs)
    const last = now.kind === 'stale' && request.method === 'GET' ? lastReads.get(request.url) : undefined
    return last?.clone() ?? sound(request)
  }
}

async function cut(next: Answer, request: Request, at: 'before' | 'after' | 'middle'): Promise<Response> {
  if (at === 'before') throw lineIsCut()
  const answer = await next(request)
  if (at === 'after') throw lineIsCut()
  const whole = new Uint8Array(await answer.arrayBuffer())
  const half = whole.slice(0, Math.floor(whole.length / 2))
  let isBegun = false
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (isBegun) controller.error(lineIsCut())
        else controller.enqueue(half)
        isBegun = true
      },
    },
    // Without a buffer of its own the break comes only when somebody reads on; else it would swallow the half before it.
    { highWaterMark: 0 },
  )
  return new Response(body, { status: answer.status, headers: withoutLength(answer) })
}

async function tampered(answer: Response, from: string, to: string): Promise<Response> {
  const text = await answer.text()
  return new Response(text.replaceAll(from, to), { status: answer.status, headers: withoutLength(answer) })
}

function unavailable(retryAfterSeconds: number): Response {
  const problem = {
    type: '/problems/unavailable',
    title: 'The gateway does not answer',
    status: 503,
    detail: 'Nothing was changed. Repeat in a moment.',
  }
  return new Response(JSON.stringify(problem), {
    status: 503,
    headers: { 'Content-Type': 'application/problem+json', 'Retry-After': String(retryAfterSeconds) },
  })
}

function lineIsCut(): TypeError {
  return new TypeError('Failed to fetch')
}

/** The length of a changed body is another one. */
function withoutLength(answer: Response): Headers {
  const headers = new Headers(answer.headers)
  headers.delete('Content-Length')
  return headers
}

function isStream(answer: Response): boolean {
  return answer.headers.get('Content-Type')?.startsWith('text/event-stream') === true
}
