import type { LabProblem } from './protocol.ts'

/**
 * The replacement that a problem offers, or null. The language names a near miss as "`word` (one of …)" and the wrong word
 * in backticks in its message; the place of a wrong modifier is that of the key which holds it, so the word is looked for
 * from there to the end of the line.
 */
export function fixOf(problem: Omit<LabProblem, 'fix' | 'isWarning'>, text: string): LabProblem['fix'] {
  const right = /^`([^`\n]+)`(?: \((?:one of|[^)]*\))|$)/.exec(problem.shouldBe)?.[1]
  if (right === undefined) return null
  const line = text.split(/\r\n|\r|\n/, problem.line)[problem.line - 1] ?? ''
  for (const [, wrong = ''] of problem.message.matchAll(/`([^`\n]+)`/g)) {
    const at = line.indexOf(wrong, problem.column - 1)
    if (wrong !== right && at >= 0) return { line: problem.line, column: at + 1, length: wrong.length, text: right }
  }
  return null
}
