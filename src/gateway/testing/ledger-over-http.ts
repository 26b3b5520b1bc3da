import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { ACTION_IDS } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { own } from '../../domain/json/json.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { Connector } from '../connectors/connector.ts'

/**
 * How targets differ where it matters: `plain` acts and answers; `keeps-keys` acts once for each key; `slow` answers long after it
 * acted; `late` is true only some time after it answered; `says-500` acts and answers with a fault; `says-conflict` calls what is so
 * already a conflict.
 */
export const MANNERS = ['plain', 'keeps-keys', 'slow', 'late', 'says-500', 'says-conflict'] as const
export type Manner = (typeof MANNERS)[number]
const LATE_MS = 300

/** A target in the test’s process that gateways in other processes reach over HTTP. It keeps no keys and believes every call. */
export interface LedgerServer {
  readonly url: string
  /** How often it did what a key names. */
  readonly effects: Map<string, number>
  /** Between the request that arrived and its answer; a promise that never resolves keeps the caller waiting. */
  beforeAnswer: (key: string) => Promise<void>
  /** How it is about what a lock names. */
  mannerOf: (lock: string) => Manner
  /** Requests that asked for something, whatever came of them. */
  calls: number
  /** True: it says that nothing was done, whatever was. What the checks must find. */
  denies: boolean
  close(): Promise<void>
}

export async function startLedger(): Promise<LedgerServer> {
  const closed = new Set<string>()
  /** When it becomes true, for those that are late. */
  const trueFrom = new Map<string, number>()
  const ledger = {
    effects: new Map<string, number>(),
    beforeAnswer: () => Promise.resolve(),
    mannerOf: (): Manner => 'plain',
    calls: 0,
    denies: false,
  }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => void answer())
    const answer = async () => {
      const asked = new URL(request.url ?? '/', 'http://ledger')
      const lock = asked.searchParams.get('lock') ?? ''
      if (request.method === 'GET') {
        const isStillAsBefore = performance.now() < (trueFrom.get(lock) ?? 0)
        response.end(JSON.stringify({ isClosed: closed.has(lock) !== isStillAsBefore, denies: ledger.denies }))
        return
      }
      const key = asked.searchParams.get('key') ?? ''
      ledger.calls += 1
      const manner = target.mannerOf(lock)
      const opens = asked.searchParams.get('opens') === 'true'
      if (manner === 'keeps-keys' && target.effects.has(key)) {
        response.end('{}')
        return
      }
      if (manner === 'says-conflict' && closed.has(lock) !== opens) {
        response.writeHead(409).end('It is so already.')
        return
      }
      target.effects.set(key, (target.effects.get(key) ?? 0) + 1)
      if (opens) closed.delete(lock)
      else closed.add(lock)
      if (manner === 'late') trueFrom.set(lock, performance.now() + LATE_MS)
      await target.beforeAnswer(key)
      if (manner === 'slow') await new Promise((resolve) => setTimeout(resolve, LATE_MS))
      response.writeHead(manner === 'says-500' ? 500 : 200).end('{}')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const target: LedgerServer = Object.assign(ledger, {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
  return target
}

/** The connector to it. `url` may be that of something between them. */
export function ledgerConnector(url: string): Connector {
  const lockOf = ({ target: { account, credentialIds } }: Pick<PlanStep, 'target'>) =>
    [account, ...credentialIds].join(' ')
  const opens = (step: PlanStep) => own(step.request, 'opens') === true
  return {
    id: 'ledger',
    title: 'Ledger',
    actions: ACTION_IDS,
    leastPrivilege: ['nothing'],
    triedAgainst: 'itself',
    verifyWithinMs: 5_000,
    accountOf: ({ name }) => Promise.resolve(name),
    plan: ({ action, target: { account, credentialIds } }) =>
      Promise.resolve({
        ok: true,
        request: { account, credentialIds, opens: actionOf(action).strength === 0 },
        survives: [],
        undoCannotRestore: [],
        undoSeconds: 1,
      }),
    execute: async (step, { idempotencyKey }, signal) => {
      const query = new URLSearchParams({ lock: lockOf(step), key: idempotencyKey, opens: String(opens(step)) })
      try {
        const answer = await fetch(`${url}/?${query}`, { method: 'POST', signal })
        await answer.text()
        return answer.ok
          ? { kind: 'accepted', detail: 'Done.' }
          : { kind: 'unknown', reason: `It answered ${answer.status}.` }
      } catch (error) {
        return { kind: 'unknown', reason: error instanceof Error ? error.message : 'No answer.' }
      }
    },
    verify: async (step, _key, signal) => {
      try {
        const answer = await fetch(`${url}/?${new URLSearchParams({ lock: lockOf(step) })}`, { signal })
        const { isClosed, denies } = (await answer.json()) as { isClosed: boolean; denies: boolean }
        const isThere = !denies && isClosed !== opens(step)
        return {
          containment: isClosed ? 'contained' : 'not-contained',
          effect: isThere ? 'present' : 'absent',
          detail: isClosed ? 'It is closed.' : 'It is open.',
          consumers: [],
          left: null,
        }
      } catch {
        return { containment: 'in-doubt', effect: 'unknown', detail: 'It does not answer.', consumers: [], left: null }
      }
    },
    health: () => Promise.resolve({ ok: true, detail: 'It is there.' }),
  }
}
