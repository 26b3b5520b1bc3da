import { parseArgs } from 'node:util'
import { printable } from '../domain/json/read-json.ts'
import { readHistoryPlace } from '../gateway/history/history-place.ts'
import type { Command, Io } from './command.ts'

/** `history export`, `upload` and `run`, each of a folder: past alerts as Parquet files, and policies tried on them. */
export const history: Command = {
  name: 'history',
  summary: 'write past alerts to Parquet files, and try a policy on all of them',
  run,
}

const USAGE = `Usage: npm run -s cli -- history export (--url URL | --bytes FILE...) FOLDER
       npm run -s cli -- history upload FOLDER
       npm run -s cli -- history run [--policy FILE] [--baseline FILE] [--threads N] [--sample] FOLDER

export  Writes the history of a gateway into a folder of Parquet files, by month. What is cut off is taken up again.
  --url URL        where the gateway answers; the session of somebody who may read goes into SLUICEGATE_SESSION
  --bytes FILE     instead: what GET /api/history answered, the newest page first; may be repeated
upload  Puts the folder into the ClickHouse that HISTORY_URL names (https://user:password@host:8443/database), in the place of
        the history that was there. What lies there already is not sent again.
run     Decides every alert of the folder anew, with the facts of the export, and prints what that comes to: first one
        JSON object from a sample, with the bounds of each count (95 %), then one that is exact.
  --policy FILE    the policy to try, as JSON (default: the starting policy)
  --baseline FILE  the policy to compare with (default: the starting policy)
  --threads N      cores to use (default: all)
  --sample         stop after the sample

Exit status: 0 all well, 1 not all, 2 misuse.
`

const OPTIONS = {
  url: { type: 'string' },
  bytes: { type: 'string', multiple: true, default: [] as string[] },
  policy: { type: 'string' },
  baseline: { type: 'string' },
  threads: { type: 'string' },
  sample: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

async function run(args: readonly string[], io: Io): Promise<number> {
  const wish = readArgs(args)
  if (typeof wish === 'string') {
    await (wish === 'help' ? io.out(USAGE) : io.err(`history: ${printable(wish)}\n\n${USAGE}`))
    return wish === 'help' ? 0 : 2
  }
  const stop = new AbortController()
  const onInterrupt = () => stop.abort(new Error('stopped'))
  process.once('SIGINT', onInterrupt)
  try {
    return await wish(io, stop.signal)
  } catch (error) {
    await io.err(`history: ${printable(error instanceof Error ? error.message : String(error))}\n`)
    return 1
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}

/** What is to be done, `help`, or what is wrong with the question. Only who uses DuckDB loads it. */
function readArgs(args: readonly string[]): ((io: Io, signal: AbortSignal) => Promise<number>) | string {
  let parsed
  try {
    parsed = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read'
  }
  const { values, positionals } = parsed
  if (values.help) return 'help'
  const [verb, folder, ...more] = positionals
  if (verb !== 'export' && verb !== 'upload' && verb !== 'run') return 'say export, upload or run'
  if (folder === undefined || more.length > 0) return 'name one folder'
  if (verb === 'upload') {
    const place = readHistoryPlace(process.env['HISTORY_URL'] ?? '')
    if (typeof place === 'string') return `HISTORY_URL: ${place}`
    if (place?.kind !== 'clickhouse') return 'HISTORY_URL names no ClickHouse: https://user:password@host:8443/database'
    return async (...world) => (await import('./history-upload.ts')).uploadTo(place.address, folder, ...world)
  }
  if (verb === 'export') {
    const { url, bytes } = values
    if ((url === undefined) === (bytes.length === 0)) return 'name either --url or --bytes'
    if (url === undefined) return async (...world) => (await exporting()).exportFrom({ files: bytes }, folder, ...world)
    if (!URL.canParse(url)) return '--url is no address'
    const session = process.env['SLUICEGATE_SESSION'] ?? ''
    if (session === '') return 'no session: SLUICEGATE_SESSION is empty'
    return async (...world) => (await exporting()).exportFrom({ url: new URL(url), session }, folder, ...world)
  }
  const threads = values.threads === undefined ? null : Number(values.threads)
  if (threads !== null && !(Number.isInteger(threads) && threads > 0)) return '--threads takes a number above 0'
  const { policy = null, baseline = null, sample } = values
  const wishes = { folder, policy, baseline, threads, onlySample: sample }
  return async (...world) => (await import('./history-run.ts')).runPolicy(wishes, ...world)
}

function exporting(): Promise<typeof import('./history-export.ts')> {
  return import('./history-export.ts')
}
