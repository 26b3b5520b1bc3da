import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { printable } from '../domain/json/read-json.ts'
import type { Gateway } from './gateway.ts'
import { identifyPerson, refuseCrossSite, refuseNobody } from './http/access.ts'
import type { ApiEnv } from './http/api.ts'
import { isLoopbackHost, securityHeaders } from './http/headers.ts'
import { idempotent } from './http/idempotency.ts'
import { answerProblem, Problem } from './http/problem.ts'
import { BODY_BYTES, readStrictly } from './http/read-strictly.ts'
import { NO_ADDRESS, recordMisfits } from './http/record-misfits.ts'
import { alertRoutes } from './routes/alert-routes.ts'
import { auditRoutes } from './routes/audit-routes.ts'
import { bulkRoutes } from './routes/bulk-routes.ts'
import { caseRoutes } from './routes/case-routes.ts'
import { changeRoutes } from './routes/change-routes.ts'
import { connectorRoutes } from './routes/connector-routes.ts'
import { consumerRoutes } from './routes/consumer-routes.ts'
import { estateRoutes } from './routes/estate-routes.ts'
import { eventRoutes } from './routes/event-routes.ts'
import { exerciseRoutes } from './routes/exercise-routes.ts'
import { glassRoutes } from './routes/glass-routes.ts'
import { historyRoutes } from './routes/history-routes.ts'
import { identityRoutes } from './routes/identity-routes.ts'
import { ingestRoutes } from './routes/ingest-routes.ts'
import { mappingRoutes } from './routes/mapping-routes.ts'
import { noticeRoutes } from './routes/notice-routes.ts'
import { passkeyRoutes } from './routes/passkey-routes.ts'
import { peopleRoutes } from './routes/people-routes.ts'
import { planRoutes } from './routes/plan-routes.ts'
import { playbookRoutes } from './routes/playbook-routes.ts'
import { queueRoutes } from './routes/queue-routes.ts'
import { recordRoutes } from './routes/record-routes.ts'
import { rightsRoutes } from './routes/rights-routes.ts'
import { schemaRoutes } from './routes/schema-routes.ts'
import { sessionRoutes } from './routes/session-routes.ts'
import { sourceRoutes } from './routes/source-routes.ts'
import { stopRoutes } from './routes/stop-routes.ts'
import { suppressionRoutes } from './routes/suppression-routes.ts'
import { togetherRoutes } from './routes/together-routes.ts'
import { triggerRoutes } from './routes/trigger-routes.ts'
import { viewRoutes } from './routes/view-routes.ts'
import { errorCode } from './store/store.ts'

/** POST because what is asked is too long for an address, or before anybody is known: there is no answer to keep. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set(['/api/session', '/api/history/counts'])

/**
 * The gateway: a function from Request to Response on web standards. It runs alike on Node over HTTP and in the page,
 * where an adapter calls `fetch` directly and passes who is signed in as bindings.
 */
export function createApp(gateway: Gateway): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>()
  app.use(securityHeaders())
  app.onError((error, c) => {
    if (error instanceof Problem) return answerProblem(c, error)
    if (isUnavailable(error)) {
      return answerProblem(
        c,
        new Problem('unavailable', 'Nothing was changed. Repeat in a moment.', { retryAfterSeconds: 2 }),
      )
    }
    // A body that is no JSON: the router reads it before any schema does.
    if (error instanceof HTTPException && error.status === 400) {
      return answerProblem(c, new Problem('invalid-request', 'The body is no JSON. Send one object in UTF-8.'))
    }
    gateway.log(`fault ${c.req.method} ${c.req.path}: ${error.name}: ${printable(error.message).slice(0, 500)}`)
    return answerProblem(
      c,
      new Problem('fault', 'The request was not carried out. It is in the server log; tell whoever runs the gateway.'),
    )
  })

  const api = new OpenAPIHono<ApiEnv>()
  if (gateway.isLoopback) {
    api.use(async (c, next) => {
      if (!isLoopbackHost(c.req.header('Host'))) {
        throw new Problem('cross-site', 'This gateway answers only on localhost. Start it with --host to serve others.')
      }
      await next()
    })
  }
  api.use(async (c, next) => {
    await next()
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
  })
  api.use(identifyPerson(gateway))
  api.use(recordMisfits(gateway))
  api.use(refuseCrossSite())
  api.use(refuseNobody())
  const limited = bodyLimit({
    maxSize: BODY_BYTES,
    onError: () => {
      throw new Problem('too-large', `A request here may have ${BODY_BYTES} bytes.`)
    },
  })
  const strict = readStrictly()
  api.use((c, next) => (hasOwnBounds(c.req.path) ? next() : limited(c, next)))
  api.use((c, next) => (hasOwnBounds(c.req.path) ? next() : strict(c, next)))
  api.use((c, next) =>
    hasOwnBounds(c.req.path) || CHANGES_NOTHING.has(c.req.path) ? next() : idempotent(gateway)(c, next),
  )

  api.route('/', sessionRoutes(gateway))
  api.route('/', peopleRoutes(gateway))
  api.route('/', rightsRoutes(gateway))
  api.route('/', passkeyRoutes(gateway))
  api.route('/', auditRoutes(gateway))
  api.route('/', eventRoutes(gateway))
  api.route('/', ingestRoutes(gateway))
  api.route('/', sourceRoutes(gateway))
  api.route('/', mappingRoutes(gateway))
  api.route('/', alertRoutes(gateway))
  api.route('/', bulkRoutes(gateway))
  api.route('/', caseRoutes(gateway))
  api.route('/', togetherRoutes(gateway))
  api.route('/', recordRoutes(gateway))
  api.route('/', identityRoutes(gateway))
  api.route('/', estateRoutes(gateway))
  api.route('/', triggerRoutes(gateway))
  api.route('/', changeRoutes(gateway))
  api.route('/', historyRoutes(gateway))
  api.route('/', queueRoutes(gateway))
  api.route('/', viewRoutes(gateway))
  api.route('/', suppressionRoutes(gateway))
  api.route('/', schemaRoutes())
  api.route('/', planRoutes(gateway))
  api.route('/', consumerRoutes(gateway))
  api.route('/', stopRoutes(gateway))
  api.route('/', glassRoutes(gateway))
  api.route('/', noticeRoutes(gateway))
  api.route('/', connectorRoutes(gateway))
  api.route('/', exerciseRoutes(gateway))
  api.route('/', playbookRoutes(gateway))

  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Sluicegate',
      version: gateway.version,
      description:
        'Triage and governed containment for alerts on non-human identities. Errors are problem details (RFC 9457). ' +
        'Every POST of a signed-in person carries an Idempotency-Key, every change an If-Match with the version seen.',
    },
  })
  // Not `notFound`: a mounted router's own is never asked, and the page behind it would answer for the API.
  api.all('*', (c) => {
    const asked = `${c.req.method} ${printable(c.req.path).slice(0, 200)}`
    throw new Problem('not-found', `${asked} is no address of the API.`, { rule: NO_ADDRESS })
  })
  app.route('/api', api)
  return app
}

/** Ingest and imports read their bodies under bounds of their own, and are idempotent by the digest of what they carry. */
function hasOwnBounds(path: string): boolean {
  return path.startsWith('/api/ingest/') || path === '/api/identities/import'
}

/** Connection trouble, shutdown, out of resources: PostgreSQL classes 08, 53, 57 and Node's socket errors. */
function isUnavailable(error: unknown): boolean {
  const code = errorCode(error)
  return code !== null && /^(08|53|57P|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_)/.test(code)
}
