import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { answers, askJson, npmTarget, type Running, startProgram } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { NODE_RED_FLOW } from './node-red-flow.ts'

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(5_000)
const wishOn = (account: string) => ({ action: 'pause-pipeline' as const, target: aTarget(account), undoes: null })
let red: Running
let flows = 0

/** Two users: the tests' own, and one with the two permissions that the connector declares. */
const SETTINGS = `module.exports = {
  uiHost: '127.0.0.1', disableEditor: true, logging: { console: { level: 'fatal' } },
  adminAuth: { type: 'credentials', users: [], tokens: async (token) =>
    token === 'admin' ? { username: 'admin', permissions: '*' }
    : token === 'right' ? { username: 'containment', permissions: ['flows.read', 'flows.write'] } : null },
}`

beforeAll(async () => {
  const program = path.join(npmTarget('node-red'), 'red.js')
  red = await startProgram((port, home) => {
    fs.writeFileSync(path.join(home, 'settings.js'), SETTINGS)
    return {
      program: process.execPath,
      words: [program, '--port', String(port), '--userDir', home, '--settings', path.join(home, 'settings.js')],
      isUp: (at) => answers(`http://127.0.0.1:${at}/flows`, 'Bearer admin'),
    }
  })
})
afterAll(() => red.stop())

describeConnector(
  'Node-RED flow',
  async () => {
    const proxy = await startTroubleProxy(address())
    const made = new Map<string, string>()
    const make = async (account: string) => {
      made.set(account, (await makeFlow()).id)
      return wishOn(account)
    }
    const wish = await make('nightly')
    // A flow is a setting, and the kit names its accounts as it goes.
    const connector = connect(proxy.url, made)
    return {
      connector: { ...connector, plan: (wanted) => connect(proxy.url, made).plan(wanted) },
      wish,
      wishOn: make,
      effects: async () => {
        const all = await Promise.all([...made.values()].map((id) => readFlow(id)))
        return all.filter(({ disabled }) => disabled === true).length
      },
      trouble: (now) => {
        proxy.trouble = now
      },
      meddle: async () => {
        const id = made.get('nightly') ?? ''
        await ask('PUT', `/flow/${id}`, { ...(await readFlow(id)), label: 'edited by somebody' })
      },
      close: async () => {
        for (const id of made.values()) await ask('DELETE', `/flow/${id}`)
        await proxy.close()
      },
    }
  },
  { lacks: {}, oddAccounts: 'one-line' },
)

test('a flow that is paused serves nobody, its nodes are kept, and it serves again after the undo', async () => {
  const { id, url } = await makeFlow()
  const connector = connect(address(), new Map([['hook', id]]))
  const served = async () => {
    const answer = await fetch(`${address()}${url}`)
    await answer.arrayBuffer()
    return answer.status
  }
  // It answers the change before its nodes are started or stopped.
  const becomes = (status: number) => expect.poll(served, { timeout: 20_000 }).toBe(status)
  await becomes(200)
  const before = await readFlow(id)
  const step = await stepOf(connector, wishOn('hook'))
  await connector.execute(step, KEY, soon())
  await becomes(404)
  const { left } = await connector.verify(step, KEY, soon())
  const undo = await stepOf(connector, { action: 'resume-pipeline', target: step.target, undoes: { step, left } })
  await connector.execute(undo, KEY, soon())
  await becomes(200)
  expect({ ...(await readFlow(id)), disabled: undefined }).toEqual({ ...before, disabled: undefined })
})

test('least privilege: its user changes flows, and reads neither nodes nor settings', async () => {
  const asOurs = async (path: string) => {
    const answer = await fetch(`${address()}${path}`, { headers: { authorization: 'Bearer right' } })
    await answer.arrayBuffer()
    return answer.status
  }
  expect([await asOurs('/flows'), await asOurs('/nodes'), await asOurs('/settings')]).toEqual([200, 401, 401])
})

function address(): string {
  return `http://127.0.0.1:${red.port}`
}

function connect(baseUrl: string, known: ReadonlyMap<string, string>) {
  const lines = [...known].map(([account, id]) => `${account} = ${id}`)
  return connectorOf(NODE_RED_FLOW, { baseUrl, token: 'right', flows: lines.join('\n') })
}

/** A flow that answers under an address of its own. */
async function makeFlow(): Promise<{ id: string; url: string }> {
  flows += 1
  const url = `/hook-${flows}`
  const at = { z: '', x: 100, y: 100 }
  const nodes = [
    { ...at, id: `in${flows}`, type: 'http in', url, method: 'get', wires: [[`out${flows}`]] },
    { ...at, id: `out${flows}`, type: 'http response', statusCode: '200', wires: [] },
  ]
  const { id } = await ask<{ id: string }>('POST', '/flow', { label: `flow ${flows}`, nodes, configs: [] })
  return { id, url }
}

function readFlow(id: string) {
  return ask<{ disabled?: boolean }>('GET', `/flow/${id}`)
}

function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  return askJson<T>(`${address()}${path}`, method, 'Bearer admin', body)
}
