import { promisify } from 'node:util'
import { gzip as toGzip, zstdCompress, zstdDecompress } from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>

/** Level 1: whoever does not read zstd gets each block zipped anew. */
const GZIP = { level: 1 }

/** How blocks are stored, and served to whoever reads it. */
export function zstd(bytes: Bytes): Promise<Bytes> {
  return promisify(zstdCompress)(bytes)
}

/** Rejects for anything that `zstd` did not give. */
export function unzstd(bytes: Bytes): Promise<Bytes> {
  return promisify(zstdDecompress)(bytes)
}

export function gzip(bytes: Bytes): Promise<Bytes> {
  return promisify(toGzip)(bytes, GZIP)
}
