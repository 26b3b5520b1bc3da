/** How many bytes each of RabbitMQ's algorithms makes, after the four bytes of salt. */
const LENGTHS = new Map([
  ['rabbit_password_hashing_md5', 16],
  ['rabbit_password_hashing_sha256', 32],
  ['rabbit_password_hashing_sha512', 64],
])
const SALT_BYTES = 4

/** The algorithm that made a hash, by its length; null where none of RabbitMQ's did, as where there is no password. */
export function algorithmOf(hash: string): string | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(hash)) return null
  const bytes = atob(hash).length - SALT_BYTES
  return [...LENGTHS].find(([, length]) => length === bytes)?.[0] ?? null
}

/** One that can make no such hash: under it no password is the right one. */
export function algorithmAgainst(hash: string): string | null {
  const algorithm = algorithmOf(hash)
  if (algorithm === null) return null
  return algorithm === 'rabbit_password_hashing_sha512'
    ? 'rabbit_password_hashing_sha256'
    : 'rabbit_password_hashing_sha512'
}
