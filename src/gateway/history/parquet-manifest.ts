import fs from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { Names } from '../../engine/sql/parameters.ts'

/*
 * A history on disk:
 *
 *   history.json                          what has a name, and which files belong to it; written last, replaced whole
 *   facts/case-<digest>.parquet …         what alerts are decided from, a file a table of `FACTS`
 *   alerts/2026-05/sample-<digest>.parquet   one alert in 64, drawn by its number
 *   alerts/2026-05/rest-<digest>.parquet     the others of the month (UTC)
 *
 * A file's name holds the digest of its rows, so that one that is there is right and is not written again.
 */
const MANIFEST = 'history.json'
export const SAMPLED_ONE_IN = 64

const relative = z.string().regex(/^(facts|alerts\/\d{4}-\d{2})\/[a-z_]+-[0-9a-f]{32}\.parquet$/)
const count = z.number().int().min(0)

const Manifest = z.object({
  format: z.literal('sluicegate-history-1'),
  span: z.object({ first: count, last: count }),
  /** With whose facts of their identities the alerts are replayed. Null in an export from before there was a choice. */
  replayed: z.object({ ofThen: count, ofToday: count }).nullable().default(null),
  facts: z.record(z.string().regex(/^[a-z_]+$/), relative),
  parts: z.array(z.object({ file: relative, alerts: count, isSample: z.boolean() })),
  names: z.looseObject({
    asOf: z.number(),
    identities: z.array(z.unknown()),
    triggers: z.array(z.unknown()),
    playbooks: z.array(z.unknown()),
    evidences: z.array(z.unknown()),
    corroborations: z.array(z.unknown()),
    obstacles: z.array(z.unknown()),
    ambiguities: z.array(z.string()),
  }),
})
export type Manifest = Omit<z.infer<typeof Manifest>, 'names'> & { readonly names: Names }

/** Throws a RangeError that says what is wrong with the folder. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await fs.readFile(path.join(folder, MANIFEST), 'utf8').catch(() => null)
  if (text === null) throw new RangeError(`there is no history in ${folder}: it has no ${MANIFEST}`)
  const read = Manifest.safeParse(parsed(text))
  if (!read.success) throw new RangeError(`${MANIFEST} cannot be read: ${z.prettifyError(read.error)}`)
  // Written by the export beside the files that it names; whoever can change it can change those.
  return read.data as Manifest
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** From now on the folder holds this history; files of an earlier one that it does not share are removed. */
export async function publish(folder: string, manifest: Manifest): Promise<void> {
  await writeAside(path.join(folder, MANIFEST), (aside) => fs.writeFile(aside, JSON.stringify(manifest)))
  const named = new Set([...Object.values(manifest.facts), ...manifest.parts.map(({ file }) => file)])
  for (const place of ['facts', 'alerts']) {
    const entries = await fs.readdir(path.join(folder, place), { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const file = path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')
      if (entry.isFile() && !named.has(file)) await fs.rm(path.join(folder, file))
    }
  }
}

/** The file appears whole, on disk, or not at all. */
export async function writeAside(file: string, write: (aside: string) => Promise<unknown>): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true })
  const aside = `${file}.part`
  await write(aside)
  const handle = await fs.open(aside, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
  await fs.rename(aside, file)
}
