import process from 'node:process'
import { printable } from '../domain/json/read-json.ts'
import type { Command } from './command.ts'
import { history } from './history.ts'
import { ingest } from './ingest.ts'
import { normalize } from './normalize.ts'
import { playbook } from './playbook.ts'
import { processIo } from './process-io.ts'
import { sigma } from './sigma.ts'
import { verifyApproval } from './verify-approval.ts'

/** What `npm run -s cli -- <command>` knows. A command is one file and one line here. */
const COMMANDS: readonly Command[] = [history, ingest, normalize, playbook, sigma, verifyApproval]

const [name, ...args] = process.argv.slice(2)
const command = COMMANDS.find((candidate) => candidate.name === name)
const io = processIo()

if (command !== undefined) {
  process.exitCode = await command.run(args, io)
} else if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
  await io.out(`${usage()}\n`)
  process.exitCode = name === undefined ? 2 : 0
} else {
  await io.err(`There is no command ${printable(JSON.stringify(name))}.\n\n${usage()}\n`)
  process.exitCode = 2
}

function usage(): string {
  const lines = COMMANDS.map((candidate) => `  ${candidate.name.padEnd(17)}${candidate.summary}`)
  return [
    'Usage: npm run -s cli -- <command> [options]',
    '',
    ...lines,
    '',
    'Options of a command: <command> --help',
  ].join('\n')
}
