import fs from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import type { Names } from '../../engine/sql/parameters.ts'
import type { Tables } from '../../engine/whatif/tables.ts'

/*
 * A history on disk:
 *
 *   history.json                          what has a name, and which files belong to it; written last, replaced whole
 *   facts/case-<digest>.parquet …         what alerts are decided from, a file a table of `FACTS`
 *   alerts/2026-05/sample-<digest>.parquet   one alert in 64, drawn by its number
 *   alerts/2026-05/rest-<digest>.parquet     the others of the month (UTC)
 *   counts/2026-05/rest-<digest>-weights.parquet   what those alerts come to by case and judgement,
 *   counts/2026-05/rest-<digest>-hours.parquet     and by case and hour: policies are counted in these two alone
 *
 * A file's name holds the digest of its rows, so that one that is there is right and is not written again.
 */
const MANIFEST = 'history.json'
export const SAMPLED_ONE_IN = 64

const relative = z
  .string()
  .regex(/^(facts|alerts\/\d{4}-\d{2}|counts\/\d{4}-\d{2})\/[a-z_]+-[0-9a-f]{32}(-weights|-hours)?\.parquet$/)
const count = z.number().int().min(0)

const Manifest = z.object({
  format: z.literal('sluicegate-history-2'),
  /** With whose facts of their identities the alerts are replayed. */
  replayed: z.object({ ofThen: count, ofToday: count }),
  facts: z.record(z.string().regex(/^[a-z_]+$/), relative),
  parts: z.array(
    z.object({
      file: relative,
      weights: relative,
      hours: relative,
      alerts: count,
      isSample: z.boolean(),
      isTail: z.boolean(),
      span: z.object({ first: count, last: count }),
    }),
  ),
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
  /** What the cases can be aimed at, in the order of the cuts. */
  aims: z.array(z.unknown()),
})
export type Manifest = Omit<z.infer<typeof Manifest>, 'names' | 'aims'> & {
  readonly names: Names
  readonly aims: Tables['aims']
}

/** Throws a RangeError that says what is wrong with the folder. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await fs.readFile(path.join(folder, MANIFEST), 'utf8').catch(() => null)
  if (text === null) throw new RangeError(`there is no history in ${folder}: it has no ${MANIFEST}`)
  return readManifestText(text)
}

/** Throws a RangeError that says what is wrong. */
export function readManifestText(text: string): Manifest {
  const json = parsed(text)
  if (isEarlier(json)) {
    throw new RangeError(`${MANIFEST} is of an earlier version, which counted alert by alert: export the history again`)
  }
  const read = Manifest.safeParse(json)
  if (!read.success) throw new RangeError(`${MANIFEST} cannot be read: ${z.prettifyError(read.error)}`)
  // Written by the export beside the files that it names; whoever can change it can change those.
  return read.data as Manifest
}

function isEarlier(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'format' in json && json.format === 'sluicegate-history-1'
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
  const named = new Set([
    ...Object.values(manifest.facts),
    ...manifest.parts.flatMap(({ file, weights, hours }) => [file, weights, hours]),
  ])
  for (const place of ['facts', 'alerts', 'counts']) {
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
