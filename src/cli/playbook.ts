import fs from 'node:fs/promises'
import { sha256 } from '@noble/hashes/sha2.js'
import { actionOf } from '../domain/action/catalogue.ts'
import { PLAYBOOKS, playbookById } from '../domain/action/playbooks.ts'
import { SHIPPED_COURSES, shippedCourse } from '../domain/action/shipped-courses.ts'
import { fromCacao } from '../domain/cacao/from-cacao.ts'
import { toCacao } from '../domain/cacao/to-cacao.ts'
import { printable, readJson } from '../domain/json/read-json.ts'
import type { Command, Io } from './command.ts'

const IDS = [...PLAYBOOKS, ...SHIPPED_COURSES].map(({ id }) => id).join(', ')

const USAGE = `Usage: npm run -s cli -- playbook check FILE…
       npm run -s cli -- playbook export ID

check   reads CACAO 2.0 documents as a gateway would bring them in and prints the course of each, or every reason why it is
        none. Nothing is sent anywhere; - reads standard input.
export  prints a built-in playbook as a CACAO 2.0 document. IDs: ${IDS}.

Exit status: 0 all well, 1 a document is refused, 2 misuse.
`

const MOST_BYTES = 5_000_000

/** `playbook check|export`: CACAO 2.0 without a gateway. */
export const playbook: Command = {
  name: 'playbook',
  summary: 'check CACAO 2.0 playbooks, or print a built-in one as such',
  run: async (args, io) => {
    const [verb, ...rest] = args
    if (verb === '--help' || verb === '-h') {
      await io.out(USAGE)
      return 0
    }
    if (verb === 'check' && rest.length > 0) return check(rest, io)
    if (verb === 'export' && rest.length === 1) return print(rest[0] ?? '', io)
    await io.err(USAGE)
    return 2
  },
}

async function check(files: readonly string[], io: Io): Promise<number> {
  let status = 0
  for (const file of files) {
    const text = await readText(file, io)
    if (text === null) {
      await io.err(`${printable(file)} cannot be read, or is larger than ${MOST_BYTES} bytes.\n`)
      return 2
    }
    const read = readJson(text)
    const answer = fromCacao(read.ok ? read.value : null)
    if (answer.ok) {
      const { title, course } = answer.playbook
      const steps = course.steps.map(
        ({ action, after }, i) =>
          `  ${i + 1}. ${actionOf(action).title}${after.length === 0 ? '' : `, after ${after.join(' and ')}`}`,
      )
      const failure =
        course.onFailure === 'keep' ? 'what is contained stays' : 'what was done is taken back, in reverse'
      await io.out(`${printable(file)}: ${printable(title)}\n${steps.join('\n')}\n  Where a step fails: ${failure}.\n`)
    } else {
      status = 1
      const problems = read.ok ? answer.problems : [read.reason]
      await io.err(
        `${printable(file)} is refused:\n${problems.map((problem) => `  ${printable(problem)}`).join('\n')}\n`,
      )
    }
  }
  return status
}

async function print(id: string, io: Io): Promise<number> {
  const document = documentOf(id)
  if (document === null) {
    await io.err(`There is no built-in playbook ${printable(id)}. There are ${IDS}.\n`)
    return 2
  }
  await io.out(`${JSON.stringify(document, null, 2)}\n`)
  return 0
}

/** A course as such, and a playbook from which decisions choose as that choice. */
function documentOf(id: string) {
  const at = { createdAt: 0, modifiedAt: 0 }
  const hash = (bytes: Uint8Array) => sha256(bytes)
  const course = shippedCourse(id)
  if (course !== null) return toCacao({ ...course, ...at }, hash)
  const builtIn = playbookById(id)
  if (builtIn === null) return null
  const { version, title, actions } = builtIn
  return toCacao({ id, version, title, course: { steps: [], onFailure: 'keep' }, oneOf: actions, ...at }, hash)
}

async function readText(file: string, io: Io): Promise<string | null> {
  try {
    const bytes = file === '-' ? await io.readInput(MOST_BYTES) : await fs.readFile(file)
    return bytes.byteLength > MOST_BYTES ? null : new TextDecoder().decode(bytes)
  } catch {
    return null
  }
}
