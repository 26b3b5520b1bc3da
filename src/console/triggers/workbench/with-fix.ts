import type { LabProblem } from '../../../engine/worker/client.ts'

/** The text with one correction in it; unchanged where its place is not there any more. */
export function withFix(text: string, { line, column, length, text: right }: NonNullable<LabProblem['fix']>): string {
  let from = 0
  for (let i = 1; i < line; i += 1) {
    const end = text.indexOf('\n', from)
    if (end < 0) return text
    from = end + 1
  }
  const at = from + column - 1
  return at > text.length ? text : text.slice(0, at) + right + text.slice(at + length)
}
