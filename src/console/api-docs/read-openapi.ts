import * as words from '#words/api-docs.tsx'
import { BackendError } from '../../backend/port.ts'
import type { OpenApi } from './openapi.ts'

/** The gateway's description of itself. Rejects with a BackendError where this page is not served by a gateway. */
export async function readOpenApi(signal: AbortSignal): Promise<OpenApi> {
  const answer = await fetch('/api/openapi.json', { signal, headers: { Accept: 'application/json' } }).catch(() => null)
  signal.throwIfAborted()
  if (answer === null) {
    throw new BackendError('offline', '/problems/offline', words.gatewayIsSilent, words.tryAgainInAMoment)
  }
  const isJson = answer.headers.get('Content-Type')?.includes('json') ?? false
  if (!answer.ok || !isJson) {
    throw new BackendError(
      'not-found',
      `/problems/status-${answer.status}`,
      words.thereIsNoDescription,
      words.whatServes,
    )
  }
  return (await answer.json()) as OpenApi
}
