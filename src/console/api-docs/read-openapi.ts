import { BackendError } from '../../backend/port.ts'
import type { OpenApi } from './openapi.ts'

/** The gateway's description of itself. Rejects with a BackendError where this page is not served by a gateway. */
export async function readOpenApi(signal: AbortSignal): Promise<OpenApi> {
  const answer = await fetch('/api/openapi.json', { signal, headers: { Accept: 'application/json' } }).catch(() => null)
  signal.throwIfAborted()
  if (answer === null) {
    throw new BackendError('offline', '/problems/offline', 'The gateway does not answer', 'Try again in a moment.')
  }
  const isJson = answer.headers.get('Content-Type')?.includes('json') ?? false
  if (!answer.ok || !isJson) {
    throw new BackendError(
      'not-found',
      `/problems/status-${answer.status}`,
      'There is no description here',
      'What serves this page does not describe its API under /api/openapi.json.',
    )
  }
  return (await answer.json()) as OpenApi
}
