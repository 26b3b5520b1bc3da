import { readFile } from 'node:fs/promises'
import { printable } from '../domain/json/read-json.ts'
import type { Command, Io } from './command.ts'
import { createChecker, readCase } from './sigma-cases.ts'
import { lintFiles } from './sigma-lint.ts'

const USAGE = `Usage: npm run -s cli -- sigma check FILE.jsonl...
       npm run -s cli -- sigma lint FILE-OR-FOLDER...

check  Runs cases (one JSON object a line: a rule, an event, what is expected), prints every case that fails with both
       answers, and ends with "N passed, N failed". Status 1 where one failed.
lint   Reads every .yml and .yaml file: says for each problem and each warning where it is and what would be right.
       Status 1 where a file is refused.
`

export const sigma: Command = {
  name: 'sigma',
  summary: 'check rules against cases, or read files of rules',
  async run(args, io) {
    const [verb, ...files] = args
    if (args.includes('--help') || args.includes('-h')) {
      await io.out(USAGE)
      return 0
    }
    if (files.length === 0 || (verb !== 'check' && verb !== 'lint')) {
      await io.err(USAGE)
      return 2
    }
    return verb === 'check' ? check(files, io) : lintFiles(files, io)
  },
}

async function check(files: readonly string[], io: Io): Promise<number> {
  let passed = 0
  let failed = 0
  const checkCase = createChecker()
  for (const file of files) {
    let text: string
    try {
      text = (await readFile(file, 'utf8')).replace(/^\ufeff/, '')
    } catch (error) {
      await io.err(`${printable(file)}: ${error instanceof Error ? error.message : String(error)}\n`)
      return 2
    }
    for (const [i, line] of text.split('\n').entries()) {
      if (line.trim() === '') continue
      const read = readCase(line)
      const found = read.ok ? checkCase(read.value) : [{ expected: 'a case', answered: read.reason }]
      if (found.length === 0) passed += 1
      else {
        failed += 1
        const name = read.ok ? read.value.id : 'no case'
        await io.out(`FAILED ${printable(name)} (${printable(file)}:${i + 1})\n`)
        for (const { expected, answered } of found) {
          await io.out(`  expected: ${printable(expected)}\n  answered: ${printable(answered)}\n`)
        }
      }
      if (io.isClosed()) return 1
    }
  }
  await io.out(`${passed} passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}
