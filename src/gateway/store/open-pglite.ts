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

/** The files of a database in which nothing is yet. Making them takes three seconds of the processor, loading them less than half. */
let newFiles: Promise<Blob> | null = null

/** A database of its own in memory, for tests. */
export async function openMemory(): Promise<Opened> {
  newFiles ??= makeFiles()
  const pglite = await PGlite.create({ parsers: PGLITE_PARSERS, loadDataDir: await newFiles })
  const opened = onPglite(pglite, 'PGlite, in memory')
  return { ...opened, close: () => pglite.close() }
}

async function makeFiles(): Promise<Blob> {
  const pglite = await PGlite.create()
  try {
    return await pglite.dumpDataDir('none')
  } finally {
    await pglite.close()
  }
}
