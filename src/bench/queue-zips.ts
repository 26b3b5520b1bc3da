import { zstdCompressSync } from 'node:zlib'
import { blockOf, encodeBlock, encodeRows, encodeWords } from '../engine/queue/block.ts'
import { SharedWords } from '../engine/queue/shared-words.ts'
import { flatRow } from './queue-flat.ts'
import { queueRows } from './queue-world.ts'

const BLOCK = 16_384

export interface ZippedQueue {
  /** By path: `/queue/manifest`, `/queue/changes`, `/queue/block-…`, and of JSON `/queue/json-…` and `/queue/flat-…`. */
  readonly zips: ReadonlyMap<string, Buffer>
  /** Of all blocks, before and after they are zipped, and of whole alerts as JSON, zipped. */
  readonly bytes: number
  readonly zipped: number
  readonly json: number
}

/** The queue as the gateway has it stored, zipped. */
export function zipQueue(alerts: number, isJson: boolean): ZippedQueue {
  const zips = new Map<string, Buffer>()
  const words = new SharedWords()
  let [bytes, zipped, json] = [0, 0, 0]
  const keep = (id: string, encoded: Uint8Array) => {
    const zip = zstdCompressSync(encoded)
    zips.set(`/queue/block-${id}`, zip)
    bytes += encoded.length
    zipped += zip.length
  }
  const blocks: { id: string; rows: number }[] = []
  for (let from = Math.floor((alerts - 1) / BLOCK) * BLOCK; from >= 0; from -= BLOCK) {
    const rows = queueRows(from + 1, Math.min(from + BLOCK, alerts) + 1)
    // As the gateway has them: the two newest bring their own words, the others share theirs.
    keep(String(from), encodeBlock(blocks.length < 2 ? blockOf(rows) : words.share(blockOf(rows))))
    if (isJson) {
      const whole = zstdCompressSync(JSON.stringify(rows))
      json += whole.length
      zips.set(`/queue/json-${from}`, whole)
      zips.set(`/queue/flat-${from}`, zstdCompressSync(JSON.stringify(rows.map(flatRow))))
    }
    blocks.push({ id: String(from), rows: rows.length })
  }
  if (words.size > 0) {
    keep('words', encodeWords(words.since(0)))
    blocks.splice(2, 0, { id: 'words', rows: 0 })
  }
  zips.set('/queue/changes', zstdCompressSync(encodeRows([])))
  const manifest = { epoch: '0', since: '0.0', total: alerts, reader: 'bench', blocks }
  zips.set('/queue/manifest', zstdCompressSync(JSON.stringify(manifest)))
  return { zips, bytes, zipped, json }
}
