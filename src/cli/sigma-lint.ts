import { isUtf8 } from 'node:buffer'
import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { printable } from '../domain/json/read-json.ts'
import { parseDocuments } from '../sigma/parse-documents.ts'
import type { Problem } from '../sigma/problem.ts'
import { linkRules } from '../sigma/rule-set.ts'
import type { Io } from './command.ts'

const MAX_BYTES = 1_000_000

/** Reads every rule file below the given places. Answers the exit status. */
export async function lintFiles(places: readonly string[], io: Io): Promise<number> {
  let read = 0
  let refused = 0
  let warned = 0
  for (const place of places) {
    let files: readonly string[]
    try {
      files = await rulesBelow(place)
    } catch (error) {
      await io.err(`${printable(place)}: ${error instanceof Error ? error.message : String(error)}\n`)
      return 2
    }
    for (const file of files) {
      const { isRead, problems, warnings } = lint((await stat(file)).size > MAX_BYTES ? null : await readFile(file))
      if (isRead) read += 1
      else refused += 1
      if (warnings.length > 0) warned += 1
      for (const problem of problems) await io.out(`${printable(file)}:${say(problem)}\n`)
      for (const problem of warnings) await io.out(`${printable(file)}:${say(problem)} (warning)\n`)
      if (io.isClosed()) return 1
    }
  }
  await io.out(`${read} read (${warned} with warnings), ${refused} refused\n`)
  return refused === 0 ? 0 : 1
}

/**
 * A document that refers to rules in other files is read, with a warning: whether they exist is only known where they are
 * put together.
 */
function lint(bytes: Uint8Array | null): {
  readonly isRead: boolean
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
} {
  const refuse = (message: string, shouldBe: string) => {
    return { isRead: false, problems: [{ line: 1, column: 1, message, shouldBe }], warnings: [] }
  }
  if (bytes === null) return refuse('the file is too large', `at most ${MAX_BYTES} bytes`)
  if (!isUtf8(bytes)) return refuse('the file holds bytes that are no UTF-8', 'the file saved as UTF-8')
  const text = new TextDecoder().decode(bytes)
  const parsed = parseDocuments(text)
  if (!parsed.ok) return { isRead: false, problems: parsed.problems, warnings: [] }
  const linked = linkRules(parsed.documents)
  return {
    isRead: true,
    problems: [],
    warnings: [...parsed.warnings, ...(linked.ok ? linked.warnings : linked.problems)],
  }
}

async function rulesBelow(place: string): Promise<readonly string[]> {
  if (!(await stat(place)).isDirectory()) return [place]
  const entries = await readdir(place, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

function say({ line, column, message, shouldBe }: Problem): string {
  return `${line}:${column} ${printable(message)}; should be ${printable(shouldBe)}`
}
