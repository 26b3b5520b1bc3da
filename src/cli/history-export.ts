import fs from 'node:fs/promises'
import { printable } from '../domain/json/read-json.ts'
import { joinHistories } from '../engine/sql/join-histories.ts'
import type { History } from '../engine/whatif/history.ts'
import { decodeHistory } from '../engine/whatif/wire.ts'
import { exportHistory } from '../gateway/history/parquet-export.ts'
import type { Io } from './command.ts'

type Source = { readonly url: URL; readonly session: string } | { readonly files: readonly string[] }

/** Reads all pages, joins them and writes the folder. Rejects with what is wrong. */
export async function exportFrom(source: Source, folder: string, io: Io, signal: AbortSignal): Promise<number> {
  const pages: History[] = []
  for await (const bytes of 'url' in source ? fetchPages(source, signal) : readFiles(source.files)) {
    pages.push(decodeHistory(bytes))
    await io.err(`${pages.reduce((sum, { rows }) => sum + rows.count, 0)} alerts read\n`)
  }
  const history = joinHistories(pages)
  const { files, kept } = await exportHistory(history, folder, {
    signal,
    onProgress: (written, of) => void io.err(`${written} of ${of} alerts written\n`),
  })
  const said = { folder, alerts: history.rows.count, cases: history.cases.count, files, kept }
  await io.out(`${printable(JSON.stringify(said))}\n`)
  return 0
}

async function* readFiles(files: readonly string[]): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (const file of files) yield new Uint8Array(await fs.readFile(file))
}

/** Page by page, the newest first, as the gateway cuts them. */
async function* fetchPages(
  { url, session }: { readonly url: URL; readonly session: string },
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let before: string | null = null
  do {
    const address = new URL('/api/history', url)
    if (before !== null) address.searchParams.set('before', before)
    const answer = await fetch(address, {
      redirect: 'error',
      headers: { Cookie: `__Host-sluicegate=${encodeURIComponent(session)}` },
      signal,
    })
    if (!answer.ok) throw new Error(await problemOf(answer))
    before = answer.headers.get('History-Next')
    yield new Uint8Array(await answer.arrayBuffer())
  } while (before !== null)
}

async function problemOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null)
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null
  return typeof detail === 'string' ? detail : `the gateway answered ${answer.status}`
}
