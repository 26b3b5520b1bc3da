/** Where a ClickHouse answers, and as whom. What is secret stands in `password` and nowhere else. */
export interface ClickHouseAddress {
  /** Without user, password, database or anything else that is asked. */
  readonly endpoint: string
  readonly database: string
  readonly user: string
  readonly password: string
}

export type ReadAddress =
  | { readonly ok: true; readonly address: ClickHouseAddress }
  /** `because` repeats nothing of the address but its scheme and host. */
  | { readonly ok: false; readonly because: string }

const DEFAULT_DATABASE = 'default'
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** `https://user:password@host:8443/database`. A password goes over plain HTTP only to this machine itself. */
export function readClickHouseAddress(text: string): ReadAddress {
  if (!URL.canParse(text)) return { ok: false, because: 'it is no address' }
  const url = new URL(text)
  const isPlain = url.protocol === 'http:'
  if (!isPlain && url.protocol !== 'https:') return { ok: false, because: `${url.protocol}// is not spoken` }
  if (url.search !== '' || url.hash !== '') {
    return {
      ok: false,
      because: 'it carries a query; name the database as the path: https://user:password@host/database',
    }
  }
  const database = decoded(url.pathname.replace(/^\//, '').replace(/\/$/, ''))
  const [user, password] = [decoded(url.username), decoded(url.password)]
  if (database === null || user === null || password === null)
    return { ok: false, because: 'it is not encoded rightly' }
  if (database.includes('/')) return { ok: false, because: 'its path is more than the name of a database' }
  if (isPlain && password !== '' && !LOOPBACK.has(url.hostname)) {
    return { ok: false, because: `a password does not go to ${url.host} over plain HTTP: use https` }
  }
  return {
    ok: true,
    address: {
      endpoint: `${url.protocol}//${url.host}/`,
      database: database === '' ? DEFAULT_DATABASE : database,
      user: user === '' ? 'default' : user,
      password,
    },
  }
}

/** Null for what is no percent-encoding. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
