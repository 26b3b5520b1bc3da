const GZIP = [0x1f, 0x8b]
/** Enough to see whether a second line begins another value. */
const LOOK_BYTES = 65_536

/**
 * The content type of a file of alerts by its bytes, not by its name: what people drop is called `.log`, `.txt` and `.json.gz`
 * as it happens. The gateway judges the content again.
 */
export async function contentTypeOf(content: Blob): Promise<string> {
  const head = new Uint8Array(await content.slice(0, 2).arrayBuffer())
  if (head[0] === GZIP[0] && head[1] === GZIP[1]) return 'application/gzip'
  const text = await content.slice(0, LOOK_BYTES).text()
  return looksLikeLines(text) ? 'application/x-ndjson' : 'application/json'
}

/** Lines: the first line is a whole JSON object and something follows it. */
function looksLikeLines(text: string): boolean {
  const trimmed = text.trimStart()
  const end = trimmed.indexOf('\n')
  if (end < 0 || !trimmed.startsWith('{') || trimmed.slice(end).trim() === '') return false
  try {
    JSON.parse(trimmed.slice(0, end))
    return true
  } catch {
    return false
  }
}
