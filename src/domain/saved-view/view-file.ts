import * as z from 'zod'
import { readJson } from '../json/read-json.ts'
import { SavedViewDraft } from './saved-view.ts'

const MOST_VIEWS = 100
const MOST_FILE_LENGTH = 500_000

const ViewFile = z.strictObject({
  kind: z.literal('sluicegate.views'),
  version: z.literal(1),
  views: z.array(SavedViewDraft).min(1).max(MOST_VIEWS),
})

export type ReadViewFile =
  | { readonly ok: true; readonly views: readonly SavedViewDraft[] }
  | { readonly ok: false; readonly because: string }

/** Views as a file that another installation can read: names, searches and audiences, no ids and no people. */
export function writeViewFile(views: readonly SavedViewDraft[]): string {
  const kept = views.map(({ name, search, audience }) => ({ name, search, audience }))
  return `${JSON.stringify({ kind: 'sluicegate.views', version: 1, views: kept }, null, 2)}\n`
}

/** Reads such a file from outside. It is taken whole or refused whole, with the first wrong place. */
export function readViewFile(text: string): ReadViewFile {
  if (text.length > MOST_FILE_LENGTH) {
    return { ok: false, because: `The file has ${text.length} characters, the limit is ${MOST_FILE_LENGTH}.` }
  }
  const json = readJson(text)
  if (!json.ok) return { ok: false, because: 'The file is no JSON. Export a view to see what one looks like.' }
  const read = ViewFile.safeParse(json.value)
  if (read.success) return { ok: true, views: read.data.views }
  const [first] = read.error.issues
  const at = first === undefined || first.path.length === 0 ? 'its top' : `/${first.path.map(String).join('/')}`
  return {
    ok: false,
    because: `This is no file of views: at ${at}, ${first?.message.replace(/^Invalid input: /, '') ?? 'something is wrong'}.`,
  }
}
