import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { ACTION_IDS } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { own } from '../../domain/json/json.ts'
import type { PlanStep } from '../../domain/plan/plan.ts'
import type { Connector } from '../connectors/connector.ts'

/** A target in the test’s process that gateways in other processes reach over HTTP. It keeps no keys and believes every call. */
export interface LedgerServer {
  readonly url: string
  /** How often it did what a key names. */
  readonly effects: Map<string, number>
  /** Between the request that arrived and its answer; a promise that never resolves keeps the caller waiting. */
  beforeAnswer: (key: string) => Promise<void>
  /** True: it does what a key names once, and answers every further call with it as the first. */
  keepsKeys: boolean
  /** Requests that asked for something, whatever came of them. */
  calls: number
  /** True: it says that nothing was done, whatever was. What the checks must find. */
  denies: boolean
  close(): Promise<void>
}

export async function startLedger(): Promise<LedgerServer> {
  const closed = new Set<string>()
  const ledger = {
    effects: new Map<string, number>(),
    beforeAnswer: () => Promise.resolve(),
    keepsKeys: false,
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
        response.end(JSON.stringify({ isClosed: closed.has(lock), denies: ledger.denies }))
        return
      }
      const key = asked.searchParams.get('key') ?? ''
      ledger.calls += 1
      if (ledger.keepsKeys && ledger.effects.has(key)) {
        response.end('{}')
        return
      }
      ledger.effects.set(key, (ledger.effects.get(key) ?? 0) + 1)
      if (asked.searchParams.get('opens') === 'true') closed.delete(lock)
      else closed.add(lock)
      await target.beforeAnswer(key)
      response.end('{}')
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
