import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { EpochMs } from '../../../domain/time/instant.ts'

export interface SigningKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
  readonly service: string
}

export interface Signable {
  readonly method: string
  readonly host: string
  readonly path: string
  /** Already in canonical order and encoding. */
  readonly query: string
  readonly contentType: string
  readonly body: string
}

/** The headers of AWS Signature Version 4: `x-amz-date` and `authorization` over method, path, query, headers and body. */
export function signV4(
  { method, host, path, query, contentType, body }: Signable,
  { accessKeyId, secretAccessKey, region, service }: SigningKey,
  at: EpochMs,
): { readonly 'x-amz-date': string; readonly authorization: string } {
  const stamp = new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const day = stamp.slice(0, 8)
  const scope = `${day}/${region}/${service}/aws4_request`
  const canonical = [
    method,
    path,
    query,
    `content-type:${contentType}`,
    `host:${host}`,
    `x-amz-date:${stamp}`,
    '',
    SIGNED_HEADERS,
    hex(sha256(utf8ToBytes(body))),
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', stamp, scope, hex(sha256(utf8ToBytes(canonical)))].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce(
    (secret, part) => hmac(sha256, secret, utf8ToBytes(part)),
    utf8ToBytes(`AWS4${secretAccessKey}`),
  )
  const signature = hex(hmac(sha256, key, utf8ToBytes(text)))
  return {
    'x-amz-date': stamp,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`,
  }
}

const SIGNED_HEADERS = 'content-type;host;x-amz-date'

function hex(bytes: Uint8Array): string {
  return bytesToHex(bytes)
}
