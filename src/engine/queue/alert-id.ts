const ID = /^al_[0-9a-f]{32}$/
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Null for what is no id of an alert. */
export function bytesOfId(id: string): Uint8Array | null {
  if (!ID.test(id)) return null
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < 16; at += 4) view.setUint32(at, Number.parseInt(id.slice(3 + 2 * at, 11 + 2 * at), 16))
  return bytes
}

/** The id that its 16 bytes stand for. */
export function idOfBytes(ids: Uint8Array, row: number): string {
  let id = 'al_'
  for (let at = row * 16; at < row * 16 + 16; at += 1) id += HEX[ids[at] ?? 0] ?? ''
  return id
}
