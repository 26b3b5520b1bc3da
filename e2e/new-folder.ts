import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'

const PACKAGES = path.resolve(import.meta.dirname, '../node_modules')
const { version } = JSON.parse(fs.readFileSync(path.join(PACKAGES, '@electric-sql/pglite/package.json'), 'utf8')) as {
  version: string
}
/** Made once for a version of the database, by whichever journey comes first, and gone with the packages. */
const EMPTY = path.join(PACKAGES, '.cache/sluicegate', `pglite-${version}`)
/** Where a run keeps what its gateways began with; a sample is never older than the run. */
const OF_THIS_RUN = 'SLUICEGATE_E2E_FOLDERS'

/** Before a run, by Playwright; what it answers is called after it. */
export default function prepareRun(): () => void {
  const kept = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-e2e-begun-'))
  process.env[OF_THIS_RUN] = kept
  return () => fs.rmSync(kept, { recursive: true, force: true })
}

/**
 * A folder of its own for a gateway with these options. The first gateway of a run that has them begins on an empty database, which
 * `begin` starts and ends: it brings the schema to date and loads its sample. Whoever has the same options later gets a copy of what it
 * left, since doing all that again took longer than many a journey.
 */
export async function newFolder(
  options: readonly string[],
  begin: (folder: string) => Promise<unknown>,
): Promise<string> {
  const kept = process.env[OF_THIS_RUN]
  if (kept === undefined) return emptyFolder()
  const begun = path.join(kept, options.join(' ').replaceAll(/[^\w-]+/g, '_'))
  if (!fs.existsSync(begun)) {
    const first = await emptyFolder()
    await begin(first)
    moveWhole(first, begun)
  }
  return copyOf(begun)
}

/**
 * The files of a database are there, and nothing is in them. Making them took longer than all the rest of a start. That a gateway makes
 * them itself is shown where one is killed in the midst of ingest.
 */
async function emptyFolder(): Promise<string> {
  if (!fs.existsSync(EMPTY)) {
    fs.mkdirSync(path.dirname(EMPTY), { recursive: true })
    const own = fs.mkdtempSync(`${EMPTY}-`)
    const database = await PGlite.create(own)
    await database.close()
    moveWhole(own, EMPTY)
  }
  return copyOf(EMPTY, 'database')
}

function copyOf(made: string, place = '.'): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sluicegate-e2e-'))
  fs.cpSync(made, path.join(folder, place), { recursive: true })
  return folder
}

/** Whole or not at all: workers begin at the same time. Who comes second keeps to what is there. */
function moveWhole(own: string, made: string): void {
  try {
    fs.renameSync(own, made)
  } catch (error) {
    fs.rmSync(own, { recursive: true })
    if (!fs.existsSync(made)) throw error
  }
}
