import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ClickHouseAddress, readClickHouseAddress } from './clickhouse-address.ts'

/** Where a long history lies. */
export type HistoryPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'clickhouse'; readonly address: ClickHouseAddress }

/** Null for nothing, else what is wrong: words that hold no part of the address in which a password could stand. */
export function readHistoryPlace(text: string): HistoryPlace | string | null {
  if (text === '') return null
  if (text.startsWith('file:')) {
    const isHere = URL.canParse(text) && new URL(text).host === ''
    return isHere ? { kind: 'folder', folder: fileURLToPath(text) } : 'it is no address of a folder'
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return { kind: 'folder', folder: path.resolve(text) }
  const read = readClickHouseAddress(text)
  if (read.ok) return { kind: 'clickhouse', address: read.address }
  return `${read.because}. Name a folder, or a ClickHouse as https://user:password@host:8443/database`
}
