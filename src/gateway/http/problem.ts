import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import * as z from 'zod'

/** RFC 9457 problem details. `type` is stable and documented; `detail` says the exact thing and what to do. */
export const ProblemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** Of a refusal: the rule that refuses, as `/api/rights` lists it. */
  rule: z.string().optional(),
  issues: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
})
export type ProblemBody = z.infer<typeof ProblemBody>

/** Every problem the gateway can answer with: type → status and title. */
export const PROBLEMS = {
  'invalid-request': [400, 'The request is not right'],
  'idempotency-key-missing': [400, 'An Idempotency-Key is missing'],
  'signed-out': [401, 'Nobody is signed in'],
  'source-unknown': [401, 'The source token is not known'],
  forbidden: [403, 'Not allowed'],
  'cross-site': [403, 'The request came from another site'],
  'sign-in-refused': [403, 'The sign-in link does not work'],
  'not-found': [404, 'There is no such thing'],
  stale: [409, 'It changed in the meantime'],
  'key-reused': [409, 'The Idempotency-Key was used for another request'],
  'in-progress': [409, 'The same request is still being worked on'],
  'precondition-failed': [412, 'It changed after you opened it'],
  'too-large': [413, 'The request is too large'],
  'media-type': [415, 'The content type or encoding is not accepted'],
  'cannot-do': [422, 'This cannot be done as asked'],
  'precondition-required': [428, 'Say which version you have seen'],
  'too-many': [429, 'Too many requests'],
  fault: [500, 'Something went wrong inside'],
  unavailable: [503, 'The database does not answer'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemType = keyof typeof PROBLEMS

/** Thrown anywhere below a route; the app turns it into an answer. */
export class Problem extends Error {
  readonly type: ProblemType
  readonly detail: string
  readonly issues: readonly { readonly at: string; readonly message: string }[]
  readonly retryAfterSeconds: number | null
  readonly rule: string | null

  constructor(
    type: ProblemType,
    detail: string,
    more: { issues?: Problem['issues']; retryAfterSeconds?: number; rule?: string } = {},
  ) {
    super(`${type}: ${detail}`)
    this.name = 'Problem'
    this.type = type
    this.detail = detail
    this.issues = more.issues ?? []
    this.retryAfterSeconds = more.retryAfterSeconds ?? null
    this.rule = more.rule ?? null
  }
}

export function problemBody(problem: Problem): ProblemBody {
  const [status, title] = PROBLEMS[problem.type]
  return {
    type: `/problems/${problem.type}`,
    title,
    status,
    detail: problem.detail,
    ...(problem.rule === null ? {} : { rule: problem.rule }),
    ...(problem.issues.length === 0 ? {} : { issues: [...problem.issues] }),
  }
}

export function answerProblem(c: Context, problem: Problem): Response {
  const body = problemBody(problem)
  if (problem.retryAfterSeconds !== null) c.header('Retry-After', String(problem.retryAfterSeconds))
  return c.body(JSON.stringify(body), body.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
  })
}
