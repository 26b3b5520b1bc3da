import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { printable } from '../domain/json/read-json.ts'
import type { ClickHouseAddress } from '../gateway/history/clickhouse-address.ts'
import { openClickHouseHttp } from '../gateway/history/clickhouse-http.ts'
import { uploadHistory } from '../gateway/history/clickhouse-place.ts'
import type { Io } from './command.ts'

/** Puts the folder into the database and says what came there. Rejects with what is wrong. */
export async function uploadTo(
  address: ClickHouseAddress,
  folder: string,
  io: Io,
  signal: AbortSignal,
): Promise<number> {
  const wait = (ms: number) => setTimeout(ms)
  const engine = openClickHouseHttp(address, { fetch, newId: randomUUID, wait })
  try {
    const uploaded = await uploadHistory(engine, folder, signal)
    await io.out(`${printable(JSON.stringify({ folder, ...uploaded }))}\n`)
    return 0
  } finally {
    await engine.close()
  }
}
