import { parseUrlWords, type UrlWords, writeUrlWords } from '../url-words.ts'

/** Every place of the console. A name with `$` is one segment of the path; a path without one is tried before a path with one. */
export const PATHS = [
  '/sign-in',
  '/queue',
  '/alerts/$alertId',
  '/approvals',
  '/plans/$planId',
  '/identities',
  '/identities/$identityId',
  '/triggers',
  '/triggers/new',
  '/triggers/$triggerId',
  '/whatif',
  '/record',
  '/sources',
  '/keys',
  '/notices',
  '/cases',
  '/cases/$caseId',
  '/suppressions',
  '/api-docs',
] as const
export type Path = (typeof PATHS)[number]

type NameIn<P> = P extends `${string}$${infer Name}` ? Name : never
type Params<P> = [NameIn<P>] extends [never]
  ? { readonly params?: undefined }
  : { readonly params: Readonly<Record<NameIn<P>, string>> }

/** A place with what its path leaves open. What is not in `search` is not in the URL. */
export type Target = {
  [P in Path]: { readonly to: P; readonly search?: UrlWords | undefined } & Params<P>
}[Path]

export interface Matched {
  readonly path: Path
  readonly params: Readonly<Record<string, string>>
}

/** The address of a place, as it stands in the address bar. */
export function hrefOf({ to, params, search = {} }: Target): string {
  const named: Readonly<Record<string, string | undefined>> = params ?? {}
  const path = to.replace(/\$(\w+)/, (_, name: string) => encodeURIComponent(named[name] ?? ''))
  return `${path}${writeUrlWords(search)}`
}

/** Which place an address means, whatever stands after its `?`; null for none. A slash at the end does not count. */
export function matchPath(pathname: string): Matched | null {
  const path = pathname.length > 1 && pathname.endsWith('/') ? pathname.slice(0, -1) : pathname
  const plain = PATHS.find((candidate) => candidate === path)
  if (plain !== undefined) return { path: plain, params: {} }
  const at = path.lastIndexOf('/')
  const word = decoded(path.slice(at + 1))
  const open = PATHS.find((candidate) => candidate.includes('$') && candidate.startsWith(`${path.slice(0, at)}/$`))
  if (open === undefined || word === null || word === '' || at < 1) return null
  return { path: open, params: { [open.slice(open.indexOf('$') + 1)]: word } }
}

/** What stands after the `?` of an address. */
export function searchOf(href: string): UrlWords {
  const at = href.indexOf('?')
  return at < 0 ? {} : parseUrlWords(href.slice(at))
}

/** Whether `pathname` is the place or lies below it: `/cases/C-1` is in `/cases`. */
export function isWithin(pathname: string, place: string): boolean {
  return pathname === place || pathname.startsWith(`${place}/`)
}

/** Null where a person wrote a percent sign that means nothing. */
function decoded(word: string): string | null {
  try {
    return decodeURIComponent(word)
  } catch {
    return null
  }
}
