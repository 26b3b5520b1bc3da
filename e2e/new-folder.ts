import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

const PACKAGES = path.resolve(import.meta.dirname, '../node_modules')
const { version } = JSON.parse(fs.readFileSync(path.join(PACKAGES, '@electric-sql/pglite/package.json'), 'utf8')) as {
  version: string
}
/** Made once for a version of the database, by whichever journey comes first, and gone with the packages. */
const MADE = path.join(PACKAGES, '.cache/sluicegate', `pglite-${version}`)

/**
 * A folder for a gateway that nobody started before: the files of the database are there, and nothing is in them. Making them took
 * longer than all the rest of a start. That a gateway makes them itself is shown where one is killed in the midst of ingest.
 */
export async function newFolder(): Promise<string> {
  if (!fs.existsSync(MADE)) await make()
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-e2e-'))
  fs.cpSync(MADE, path.join(folder, 'database'), { recursive: true })
  return folder
}

/** Whole or not at all: workers begin at the same time. */
async function make(): Promise<void> {
  fs.mkdirSync(path.dirname(MADE), { recursive: true })
  const own = fs.mkdtempSync(`${MADE}-`)
  const database = await PGlite.create(own)
  await database.close()
  try {
    fs.renameSync(own, MADE)
  } catch (error) {
    fs.rmSync(own, { recursive: true })
    if (!fs.existsSync(MADE)) throw error
  }
}
