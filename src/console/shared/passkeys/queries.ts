import { queryOptions, useQuery } from '@tanstack/react-query'
import * as words from '#words/shared/passkeys.tsx'
import type { Backend } from '../../../backend/port.ts'
import { useBackend } from '../backend.tsx'

/** Your own keys, and whether keys work on this address. */
export function passkeysQuery(backend: Backend) {
  return queryOptions({ queryKey: ['people', 'passkeys'], queryFn: ({ signal }) => backend.listPasskeys(signal) })
}

/** Why the person cannot sign here now; null if they can, or if nothing has to be signed. */
export function useKeyRefusal(isNeeded: boolean): string | null {
  const keys = useQuery({ ...passkeysQuery(useBackend()), enabled: isNeeded }).data
  if (!isNeeded) return null
  if (keys === undefined) return words.lookingForKeys
  const { place, items } = keys
  if (!place.ok) return place.because
  const standing = items.filter(({ rpId, revokedAt }) => revokedAt === null && rpId === place.rpId)
  return standing.length > 0 ? null : words.needsAKey
}
