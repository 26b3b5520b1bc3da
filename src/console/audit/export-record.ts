import type { Backend } from '../../backend/port.ts'
import { saveFile } from '../ui/save-file.ts'

const CHUNK = 2000

/**
 * Saves the record as it was hashed: first line the head (size, root, hash rule), then one canonical entry a line. Whoever
 * hashes 0x00 and each line's bytes as RFC 6962 says arrives at that root.
 */
export async function exportRecord(backend: Pick<Backend, 'auditHead' | 'auditLeaves'>): Promise<void> {
  const head = await backend.auditHead()
  const lines = [
    JSON.stringify({
      kind: 'sluicegate.record/1',
      size: head.size,
      root: head.root,
      at: head.at,
      hash: 'RFC 6962, SHA-256',
    }),
  ]
  let read = 0
  while (read < head.size) {
    const { texts } = await backend.auditLeaves(read, Math.min(CHUNK, head.size - read))
    if (texts.length === 0) break
    lines.push(...texts)
    read += texts.length
  }
  const content = new Blob([`${lines.join('\n')}\n`], { type: 'application/x-ndjson' })
  saveFile(`sluicegate-record-${head.size}.ndjson`, content)
}
