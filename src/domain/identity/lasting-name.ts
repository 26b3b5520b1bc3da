import type { IdentityName } from '../signal/signal.ts'

/** A name that is still its name tomorrow: not that of one session, not a session's key. */
export function isLasting(name: IdentityName): boolean {
  if (name.kind === 'access-key-id') return !name.value.startsWith('ASIA')
  if (name.kind === 'arn') return !name.value.includes(':assumed-role/')
  return !(name.kind === 'principal-id' && name.value.includes(':'))
}
