import type { EpochMs } from '../../domain/time/instant.ts'

/** The secrets of a connector as they are stored: by the name of their field, sealed, with the time they were set. */
export type SealedSecrets = Readonly<Record<string, { readonly sealed: string; readonly setAt: EpochMs }>>

/** Whose secret it is. Part of what is sealed, so that a row cannot borrow the secret of another one. */
export function secretContext(connectorId: string, field: string): string {
  return `connector/${connectorId}/${field}`
}
