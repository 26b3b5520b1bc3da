import { countPaths } from '../../domain/query/count-paths.ts'
import type { RawPaths } from '../../domain/views/queue-views.ts'
import type { Gateway } from '../gateway.ts'
import { listRecords, PAGE_BYTES } from './list-records.ts'

/** Of each format so many: one that is seldom sent is not drowned by one that sends all day. */
const RECORDS_OF_FORMAT = 40
const MOST_FORMATS = 40

/**
 * Paths of raw records with values, to be offered while a query is written. Looked for in what people may see: a secret that is redacted
 * is not offered. It reads the newest records of each format by the index, so it costs the same however many there are.
 */
export async function readRawPaths(gateway: Gateway): Promise<RawPaths> {
  const formats = await formatsOf(gateway)
  const mostBytes = Math.floor(PAGE_BYTES / Math.max(1, formats.length))
  const records: RawRecord[] = []
  for (const format of formats) {
    const { items } = await listRecords(gateway, { format, limit: RECORDS_OF_FORMAT, after: null, mostBytes })
    for (const { alert, record } of items) if (alert !== null) records.push(record)
  }
  return { looked: records.length, formats: formats.length, paths: countPaths(records) as RawPaths['paths'] }
}

type RawRecord = Awaited<ReturnType<typeof listRecords>>['items'][number]['record']

/** The formats of all records, one step of the index each. */
async function formatsOf({ store }: Gateway): Promise<readonly string[]> {
  const formats: string[] = []
  for (let last = ''; formats.length < MOST_FORMATS; ) {
    const next = await store.read
      .selectFrom('record')
      .select('format')
      .where('tenant', '=', store.tenant)
      .where('format', '>', last)
      .orderBy('format')
      .limit(1)
      .executeTakeFirst()
    if (next === undefined) break
    last = next.format
    formats.push(last)
  }
  return formats
}
