import { type HttpHandler, http } from 'msw/http'
import type { Bindings } from '../src/gateway/http/api.ts'
import { type Fault, type Wait, withFaults } from './faults.ts'

/** What the handlers need of the gateway: the same app that serves over HTTP. */
export interface App {
  fetch(request: Request, bindings?: Bindings): Response | Promise<Response>
}

export interface NetworkOptions {
  /** Asked at every request; null is a sound line, and so is leaving it out. */
  readonly fault?: () => Fault | null
  /**
   * Who is signed in, where no cookie can travel: a request that a page intercepts carries none. Leave it out to let the
   * gateway look at the cookie itself.
   */
  readonly person?: () => Bindings['person']
  readonly wait?: Wait
}

/**
 * The gateway behind a fake network, for `setupServer` and `setupWorker`: the rules, the database and the answers are the real
 * ones, only the line is ours.
 */
export function gatewayHandlers(app: App, { fault, person, wait }: NetworkOptions = {}): HttpHandler[] {
  const answer = withFaults(
    (request) => {
      const who = person?.()
      return app.fetch(request, who === undefined ? {} : { person: who })
    },
    fault ?? (() => null),
    wait,
  )
  return [
    http.all('*/api/*', async ({ request }) => {
      try {
        return await answer(request)
      } catch (error) {
        // To whoever asked, this is what a broken line looks like; anything else is a fault of the test.
        if (error instanceof TypeError) return Response.error()
        throw error
      }
    }),
  ]
}
