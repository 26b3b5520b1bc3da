import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Listening } from '../../testing/listen.ts'
import { describeConnector } from '../conformance.ts'
import { type DebianTarget, type Running, startProgram, withDebian } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { startTroubleProxy } from '../testing/trouble-proxy.ts'
import { PODMAN_CONTAINER } from './podman-container.ts'
import { ask, engineAt, startGuard, whyNoContainers } from './test-engine.ts'

const API = '/v4.0.0/libpod'
const TOKEN = 'of-the-proxy'
const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const soon = () => AbortSignal.timeout(10_000)
const wishOn = (account: string) => ({ action: 'quarantine-workload' as const, target: aTarget(account), undoes: null })

withDebian(
  'podman',
  (target) => {
    let engine: Running
    let guard: Listening
    let containers = 0
    beforeAll(async () => {
      engine = await startProgram((_port, home) => engineAt(target, home))
      guard = await startGuard(engine.home, TOKEN)
      await engineDoes('POST', '/images/import?reference=busybox', imageOf(target, engine.home))
      for (const name of ['front', 'back'])
        await engineDoes('POST', '/networks/create', { name, driver: 'bridge', dns_enabled: false })
    })
    afterAll(async () => {
      for (const { Id } of await engineDoes<{ Id: string }[]>('GET', '/containers/json?all=true')) await remove(Id)
      await guard.close()
      await engine.stop()
    })

    describeConnector(
      'Podman container',
      async () => {
        const made = new Map<string, string>()
        // Not started, which its networks do not depend on, and on one: with two, a call whose answer is lost is half of the step.
        const make = async (account: string) => {
          made.set(account, await makeContainer(['front']))
          return wishOn(account)
        }
        const proxy = await startTroubleProxy(guard.url)
        const wish = await make('report-runner')
        return {
          connector: { ...connect(proxy.url, made), plan: (wanted) => connect(proxy.url, made).plan(wanted) },
          wish,
          wishOn: make,
          effects: async () => {
            const all = await Promise.all([...made.values()].map((name) => networksOf(name)))
            return all.filter((networks) => networks.length === 0).length
          },
          trouble: (now) => {
            proxy.trouble = now
          },
          meddle: async () => {
            await engineDoes('POST', '/networks/back/connect', { container: made.get('report-runner') })
          },
          close: async () => {
            for (const name of made.values()) await remove(name)
            await proxy.close()
          },
        }
      },
      { lacks: {}, oddAccounts: 'one-line' },
    )

    test('a container that is cut reaches nobody while its process goes on, and reaches them again after the undo', async () => {
      const neighbour = await makeContainer(['back'])
      const name = await makeContainer(['front', 'back'], ['billing'])
      for (const one of [neighbour, name]) await engineDoes('POST', `/containers/${one}/start`)
      const reaches = async () => {
        const address = (await inspect(neighbour)).NetworkSettings.Networks?.['back']?.IPAddress ?? ''
        return pings(name, address)
      }
      const before = await inspect(name)
      expect(await reaches()).toBe(true)
      const connector = connect(guard.url, new Map([['report-runner', name]]))
      const step = await stepOf(connector, wishOn('report-runner'))
      expect((await connector.execute(step, KEY, soon())).kind).toBe('accepted')
      expect(await reaches()).toBe(false)
      const { left, containment } = await connector.verify(step, KEY, soon())
      expect(containment).toBe('contained')
      expect((await inspect(name)).State).toMatchObject({ Status: 'running', Pid: before.State.Pid })
      const undo = await stepOf(connector, { action: 'release-workload', target: step.target, undoes: { step, left } })
      expect((await connector.execute(undo, KEY, soon())).kind).toBe('accepted')
      expect(await connector.verify(undo, KEY, soon())).toMatchObject({ effect: 'present' })
      expect(await reaches()).toBe(true)
      const aliases = (one: Inspected) =>
        Object.values(one.NetworkSettings.Networks ?? {}).map(({ Aliases }) => [...(Aliases ?? [])].sort())
      expect(aliases(await inspect(name))).toEqual(aliases(before))
    })

    test('on one of its two networks again is not yet undone, and a network it was put on since is not cut', async () => {
      const name = await makeContainer(['front', 'back'])
      const connector = connect(guard.url, new Map([['report-runner', name]]))
      const step = await stepOf(connector, wishOn('report-runner'))
      await connector.execute(step, KEY, soon())
      const { left } = await connector.verify(step, KEY, soon())
      const undo = await stepOf(connector, { action: 'release-workload', target: step.target, undoes: { step, left } })
      await engineDoes('POST', '/networks/front/connect', { container: name })
      expect(await connector.verify(undo, KEY, soon())).toMatchObject({
        effect: 'absent',
        containment: 'not-contained',
      })
      await engineDoes('POST', '/networks/create', { name: 'other', driver: 'bridge', dns_enabled: false })
      await engineDoes('POST', '/networks/other/connect', { container: name })
      expect(await connector.execute(step, KEY, soon())).toMatchObject({ kind: 'refused' })
      expect(await networksOf(name)).toEqual(['front', 'other'])
    })

    test('what cannot be cut this way is refused: the network of the host, no network, nobody, and the beginning of an id', async () => {
      const host = await makeContainer('host')
      const alone = await makeContainer('none')
      const named = await makeContainer(['front'])
      const { Id } = await inspect(named)
      const reasonFor = async (name: string) => {
        const plan = await connect(guard.url, new Map([['x', name]])).plan(wishOn('x'))
        return plan.ok ? null : plan.reason
      }
      expect(await reasonFor(host)).toContain('host')
      expect(await reasonFor(alone)).toContain('none')
      expect(await reasonFor('nobody')).toContain('knows no container')
      expect(await reasonFor(Id.slice(0, 8))).toContain('knows no container')
      expect(await reasonFor('../networks')).toContain('No container is set')
    })

    test('least privilege: the proxy lets its token neither make nor enter containers', async () => {
      const authorization = `Bearer ${TOKEN}`
      for (const path of [
        '/containers/create',
        '/containers/x/exec',
        '/networks/front/connect/../../../containers/create',
      ]) {
        const answer = await fetch(`${guard.url}${API}${path}`, { method: 'POST', headers: { authorization } })
        expect(answer.status).toBe(403)
      }
    })

    async function makeContainer(
      networks: readonly string[] | 'host' | 'none',
      aliases: string[] = [],
    ): Promise<string> {
      containers += 1
      const name = `workload-${containers}`
      const isBridged = typeof networks !== 'string'
      await engineDoes('POST', '/containers/create', {
        name,
        image: 'localhost/busybox',
        command: ['/bin/busybox', 'sleep', '600'],
        netns: { nsmode: isBridged ? 'bridge' : networks },
        ...(isBridged ? { Networks: Object.fromEntries(networks.map((one) => [one, { aliases }])) } : {}),
      })
      return name
    }

    /** Whether that address answers a ping from within the container. */
    async function pings(name: string, address: string): Promise<boolean> {
      const Cmd = ['/bin/busybox', 'ping', '-c', '1', '-W', '1', address]
      const made = { Cmd, AttachStdout: true, AttachStderr: true }
      const { Id } = await engineDoes<{ Id: string }>('POST', `/containers/${name}/exec`, made)
      const said = await ask(engine.home, 'POST', `${API}/exec/${Id}/start`, '{"Detach":false}')
      expect(said.body).toMatch(/packets|unreachable/)
      return said.body.includes('1 packets received')
    }

    function inspect(name: string): Promise<Inspected> {
      return engineDoes<Inspected>('GET', `/containers/${name}/json`)
    }

    async function networksOf(name: string): Promise<string[]> {
      return Object.keys((await inspect(name)).NetworkSettings.Networks ?? {}).sort()
    }

    async function remove(name: string): Promise<void> {
      await engineDoes('DELETE', `/containers/${name}?force=true&timeout=0`)
    }

    async function engineDoes<T>(method: string, below: string, body?: unknown): Promise<T> {
      const sent = body instanceof Buffer ? body : body === undefined ? '' : JSON.stringify(body)
      const answer = await ask(engine.home, method, `${API}${below}`, sent)
      if (answer.status >= 300) throw new Error(`${method} ${below}: ${answer.status} ${answer.body}`)
      return (/^[[{]/.test(answer.body) ? JSON.parse(answer.body) : null) as T
    }
  },
  whyNoContainers,
)

interface Inspected {
  readonly Id: string
  readonly State: { readonly Status: string; readonly Pid: number }
  readonly NetworkSettings: {
    readonly Networks?: Readonly<Record<string, { readonly IPAddress: string; readonly Aliases: string[] | null }>>
  }
}

function connect(baseUrl: string, known: ReadonlyMap<string, string>) {
  const containers = [...known].map(([account, name]) => `${account} = ${name}`).join('\n')
  return connectorOf(PODMAN_CONTAINER, { baseUrl, token: TOKEN, containers })
}

/** An image of one program that needs no other file. */
function imageOf(target: DebianTarget, home: string): Buffer {
  const root = path.join(home, 'image')
  fs.mkdirSync(path.join(root, 'bin'), { recursive: true })
  fs.copyFileSync(target.file('bin/busybox'), path.join(root, 'bin/busybox'))
  const packed = spawnSync('tar', ['-C', root, '-cf', '-', '.'], { maxBuffer: 50_000_000 })
  if (packed.status !== 0) throw new Error(packed.stderr.toString('utf8'))
  return packed.stdout
}
