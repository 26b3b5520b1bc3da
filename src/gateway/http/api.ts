import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Person } from '../../domain/people/person.ts'
import { Problem, ProblemBody } from './problem.ts'

/** What an adapter that calls the app in the same page passes as bindings: there are no cookies there. */
export interface Bindings {
  readonly person?: Pick<Person, 'id'>
}

export interface Variables {
  /** Who is signed in; set by the session middleware. */
  person: Person | null
}

export interface ApiEnv {
  Bindings: Bindings
  Variables: Variables
}

export type ApiContext = Context<ApiEnv>

/** A router whose validation failures are problems with a pointer to each wrong field. */
export function newApi(): OpenAPIHono<ApiEnv> {
  return new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const issues = result.error.issues.map((issue) => ({
        at: `/${issue.path.map(String).join('/')}`,
        message: issue.message,
      }))
      const first = issues[0]
      throw new Problem(
        'invalid-request',
        first === undefined ? 'It does not match the schema.' : `${first.at}: ${first.message}`,
        { issues },
      )
    },
  })
}

/** The signed-in person, or the problem that says that nobody is. */
export function whoIs(c: ApiContext): Person {
  const person = c.get('person')
  if (person === null) throw new Problem('signed-out', 'Sign in, then repeat the request.')
  return person
}

export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** The answers every route may give besides its own. */
export const problems = {
  default: { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: ProblemBody } } },
} as const

/** One page of a list, as the port describes it. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable(),
    total: z.number().int().nullable(),
    asOf: z.number().int(),
  })
}

/** `"7"` → 7. A version is the entity tag of everything that can be changed. */
export function seenVersion(c: ApiContext): number {
  const header = c.req.header('If-Match')
  if (header === undefined) throw new Problem('precondition-required', 'Send If-Match with the version you have seen.')
  const match = /^(?:W\/)?"(\d+)"$/.exec(header.trim())
  if (match === null) throw new Problem('invalid-request', `If-Match ${header.slice(0, 40)} is no version of ours.`)
  return Number(match[1])
}

export function entityTag(version: number): string {
  return `"${version}"`
}

/** Opaque cursors: base64url of JSON, checked against the query they came from. */
export function encodeCursor(query: string, position: readonly (string | number)[]): string {
  return toBase64Url(JSON.stringify([query, ...position]))
}

export function decodeCursor(cursor: string, query: string, length: number): readonly (string | number)[] {
  const parsed = fromBase64Url(cursor)
  if (!Array.isArray(parsed) || parsed[0] !== query || parsed.length !== length + 1) {
    throw new Problem('invalid-request', 'The cursor belongs to another query. Start again without it.')
  }
  return parsed.slice(1) as (string | number)[]
}

function toBase64Url(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function fromBase64Url(text: string): unknown {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))))
  } catch {
    return null
  }
}
