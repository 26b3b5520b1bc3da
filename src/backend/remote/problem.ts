import { BackendError } from '../port.ts'

/** Stable names of problems by what a person can do about them. Anything unlisted is judged by its status. */
const KIND_BY_TYPE: Readonly<Record<string, BackendError['kind']>> = {
  '/problems/stale': 'stale',
  '/problems/precondition-failed': 'stale',
  '/problems/in-progress': 'busy',
}

const KIND_BY_STATUS: Readonly<Record<number, BackendError['kind']>> = {
  400: 'invalid',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  409: 'stale',
  412: 'stale',
  413: 'too-large',
  415: 'invalid',
  422: 'invalid',
  428: 'invalid',
  429: 'busy',
  502: 'offline',
  503: 'busy',
  504: 'offline',
}

/** An answer that is not a success, as the port says it. `body` is its text; a proxy's HTML page is not shown to anybody. */
export function toBackendError(status: number, body: string, retryAfter: string | null): BackendError {
  const problem = readProblem(body)
  const type = problem?.type ?? `/problems/status-${status}`
  const kind = KIND_BY_TYPE[type] ?? KIND_BY_STATUS[status] ?? (status >= 500 ? 'fault' : 'invalid')
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter)
  return new BackendError(
    kind,
    type,
    problem?.title ?? (kind === 'offline' ? 'The gateway does not answer' : `The gateway answered ${status}`),
    problem?.detail ?? unexplained(kind, status),
    {
      retryAfterSeconds: Number.isFinite(seconds) && seconds >= 0 ? seconds : null,
      issues: problem?.issues ?? [],
      rule: problem?.rule ?? null,
    },
  )
}

/** An answer without a problem document comes from something in front of the gateway, never from itself. */
function unexplained(kind: BackendError['kind'], status: number): string {
  return kind === 'offline'
    ? `What stands in front of the gateway answered ${status} instead of it. Sending again is safe.`
    : 'The answer holds no explanation. Nothing is known about what happened behind it.'
}

/** Nothing answered: no connection, a name that does not resolve, a connection cut before the answer. */
export function offlineError(): BackendError {
  return new BackendError(
    'offline',
    '/problems/offline',
    'The gateway does not answer',
    'Nothing came back. What was sent may have arrived or not; sending it again is safe.',
  )
}

/** A success whose body is not what the API promises, e.g. a sign-in page of a proxy in between. */
export function unreadableError(): BackendError {
  return new BackendError(
    'fault',
    '/problems/unreadable',
    'The answer cannot be read',
    'Something between this browser and the gateway answered instead of it. Reload the page; if it stays, tell whoever runs the gateway.',
  )
}

interface Problem {
  readonly type: string
  readonly title: string
  readonly detail: string
  readonly issues: BackendError['issues']
  readonly rule: string | null
}

function readProblem(body: string): Problem | null {
  try {
    const parsed: unknown = JSON.parse(body)
    if (!isRecord(parsed) || typeof parsed.type !== 'string' || typeof parsed.title !== 'string') return null
    const issues = Array.isArray(parsed.issues) ? parsed.issues.filter(isIssue) : []
    return {
      type: parsed.type,
      title: parsed.title,
      detail: typeof parsed.detail === 'string' ? parsed.detail : '',
      issues,
      rule: typeof parsed.rule === 'string' ? parsed.rule : null,
    }
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isIssue(value: unknown): value is { at: string; message: string } {
  return isRecord(value) && typeof value.at === 'string' && typeof value.message === 'string'
}
