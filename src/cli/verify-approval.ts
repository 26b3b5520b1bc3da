import fs from 'node:fs/promises'
import { sha256 } from '@noble/hashes/sha2.js'
import { printable, readJson } from '../domain/json/read-json.ts'
import { ApprovalExport } from '../domain/plan/approval-statement.ts'
import { checkApproval } from '../domain/plan/check-approval.ts'
import type { Command, Io } from './command.ts'
import { verifySignature } from './cose-key.ts'

const USAGE = `Usage: npm run -s cli -- verify-approval FILE

Checks every signed approval of an exported plan without asking any gateway: that the plan's bytes hash to the digest
that was signed, that the statement is about this plan, that what stood beside it on the page is what was signed as seen,
and that the passkey signed exactly this statement on the named address with its holder verified. FILE comes from a plan's page, "Export approvals"; - reads standard input.

Whose key it is, and whether it was revoked, stands in the record: entries passkey.added and passkey.revoked.
Exit status: 0 all hold, 1 one does not, 2 misuse.
`

const MOST_BYTES = 20_000_000
const TOOLS = { sha256: (bytes: Uint8Array) => sha256(bytes), textOf, verifySignature }

export const verifyApproval: Command = {
  name: 'verify-approval',
  summary: 'check the signed approvals of an exported plan, offline',
  run: async (args, io) => {
    const [file, ...rest] = args
    if (file === '--help' || file === '-h') {
      await io.out(USAGE)
      return 0
    }
    if (file === undefined || rest.length > 0) {
      await io.err(USAGE)
      return 2
    }
    const bytes = await readBounded(file, io)
    if (typeof bytes === 'string') {
      await io.err(`${bytes}\n`)
      return 2
    }
    const read = readJson(textOf(bytes) ?? '')
    const exported = ApprovalExport.safeParse(read.ok ? read.value : null)
    if (!exported.success) {
      const issue = exported.error.issues[0]
      const why = read.ok ? `${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}` : read.reason
      await io.err(
        `${printable(file)} is no export of approvals (${printable(why)}). Export it from the plan's page.\n`,
      )
      return 2
    }
    return report(exported.data, io)
  },
}

/** The bytes of the file, or why not. */
async function readBounded(file: string, io: Io): Promise<Uint8Array | string> {
  const bytes = file === '-' ? await io.readInput(MOST_BYTES) : await fs.readFile(file).catch(() => null)
  if (bytes === null) return `${printable(file)} cannot be read. Name a file that is there.`
  return bytes.length > MOST_BYTES ? `${printable(file)} is larger than ${MOST_BYTES} bytes.` : bytes
}

async function report({ plan, approvals, unsigned }: ApprovalExport, io: Io): Promise<number> {
  let failed = 0
  for (const signed of approvals) {
    const { statement } = signed
    const checks = checkApproval(plan, signed, TOOLS)
    const holds = checks.every((check) => check.holds)
    if (!holds) failed += 1
    const did = { approve: 'approved', reject: 'rejected', 'break-glass': 'broke the glass for' }[statement.choice]
    const at = new Date(statement.issuedAt).toISOString()
    await line(
      io,
      `${holds ? 'HOLDS ' : 'BROKEN'} ${statement.approver.name} ${did} P-${statement.plan.number} at ${at}`,
    )
    for (const { what, holds: isRight, detail } of checks) {
      await line(io, `  ${isRight ? 'ok ' : 'NO '} ${what.padEnd(10)} ${detail}`)
    }
  }
  for (const { person, choice } of unsigned) {
    await line(io, `UNSIGNED ${person.name}: ${choice}. Nothing here proves it but the record.`)
  }
  await io.out(`${approvals.length} signed, ${failed} broken, ${unsigned.length} unsigned.\n`)
  if (approvals.length === 0) await io.err('There is no signed approval in this file: nothing was verified.\n')
  return failed > 0 || approvals.length === 0 ? 1 : 0
}

async function line(io: Io, text: string): Promise<void> {
  await io.out(`${printable(text)}\n`)
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
