import { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect } from 'kysely'
import { type Opened, safeInteger } from './store.ts'
import type { Tables } from './tables.ts'

const INT8 = 20

/** Parsers that make both databases answer alike. */
export const PGLITE_PARSERS = { [INT8]: safeInteger }

/** A store on a PGlite that somebody opened: in memory for tests, on the browser's private files in the page. */
export function onPglite(pglite: PGlite, title = 'PGlite'): Opened {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  return { db, title, close: () => db.destroy() }
}

export async function openMemory(): Promise<Opened> {
  const pglite = await PGlite.create({ parsers: PGLITE_PARSERS })
  const opened = onPglite(pglite, 'PGlite, in memory')
  return { ...opened, close: () => pglite.close() }
}
