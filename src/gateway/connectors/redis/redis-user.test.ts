import { createHash } from 'node:crypto'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type ConnectorKitOptions, describeConnector, ODD_ACCOUNTS } from '../conformance.ts'
import { exchange } from '../target/exchange.ts'
import { replaceWithin, startByteProxy } from '../testing/byte-proxy.ts'
import { listens, type Running, startProgram, withDebian } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf } from '../testing/tools.ts'
import { REDIS_USER } from './redis-user.ts'
import { encodeCommand, RedisError, type Reply, readReply } from './resp.ts'

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const OLD = 'the old password'
const NEXT = 'the next password'
const HELD = `${sha(OLD)}:${sha(NEXT)}`
const LACKS: ConnectorKitOptions['lacks'] = {
  'too-many': 'Redis refuses connections above its limit, which is “down” here.',
  redirect: 'No HTTP.',
  'huge-answer': 'No HTTP; an answer that is too large is a test of its own.',
  'not-json': 'No HTTP; an answer that is none is a test of its own.',
  slow: 'Redis answers one command after another or not at all, which is “answer lost”.',
}
const soon = () => AbortSignal.timeout(2_000)

withDebian('redis', (target) => {
  let redis: Running
  let users = 0
  beforeAll(async () => {
    redis = await startProgram((port, home) => {
      const settings = path.join(home, 'redis.conf')
      const rights = '+acl|getuser +acl|setuser +client|list +client|kill'
      const lines = [
        `port ${port}`,
        'bind 127.0.0.1',
        'save ""',
        'user default off',
        'user admin on >admin ~* &* +@all',
        `user containment on >right ${rights}`,
        `user watcher on >right ${rights} +acl|log`,
      ]
      fs.writeFileSync(settings, lines.join('\n'))
      return { program: target.file('usr/bin/redis-server'), words: [settings], env: target.env, isUp: listens }
    })
  })
  afterAll(() => redis.stop())

  for (const action of ['disable-identity', 'rotate-secret'] as const) {
    describeConnector(
      `Redis user, ${action}`,
      async () => {
        users += 1
        const own = `svc-${users}`
        const made: string[] = []
        const wishOn = async (account: string) => {
          await admin('ACL', 'SETUSER', account, 'reset', 'on', `>${OLD}`, '~*', '+get')
          made.push(account)
          return { action, target: aTarget(account), undoes: null }
        }
        const proxy = await startByteProxy(redis.port, {
          isDone: (answer, asked) => asked.includes('SETUSER') && answer.includes('+OK'),
          misname: (bytes) => replaceWithin(bytes, 'containment', 'containmenu'),
        })
        return {
          connector: connect(proxy.port, [own, ...ODD_ACCOUNTS]),
          wish: await wishOn(own),
          wishOn,
          effects: async () => {
            const now = await Promise.all(made.map((name) => admin('ACL', 'GETUSER', name)))
            return now.filter((told) => {
              const text = JSON.stringify(told)
              return action === 'disable-identity' ? text.includes('"off"') : !text.includes(sha(OLD))
            }).length
          },
          trouble: (now) => {
            proxy.trouble = now
          },
          meddle: async () => {
            await admin('ACL', 'SETUSER', own, '+set')
          },
          close: async () => {
            await admin('ACL', 'DELUSER', ...made)
            await proxy.close()
          },
        }
      },
      { lacks: LACKS, oddAccounts: 'no-spaces' },
    )
  }

  test('a connection that is open is killed: off alone would have served it on', async () => {
    await admin('ACL', 'SETUSER', 'svc-open', 'reset', 'on', `>${OLD}`, '~*', '+get')
    const session = await signIn('svc-open', OLD)
    const connector = connect(redis.port, [])
    const step = await stepOf(connector, { action: 'disable-identity', target: aTarget('svc-open'), undoes: null })
    await admin('ACL', 'SETUSER', 'svc-open', 'off')
    expect(await session('GET', 'x')).toBeNull()
    expect(await connector.verify(step, KEY, soon())).toMatchObject({
      effect: 'absent',
      containment: 'new-sessions-only',
    })
    await connector.execute(step, KEY, soon())
    await expect(session('GET', 'x')).rejects.toThrow(/line broke|ECONNRESET|EPIPE|socket has been ended/)
    expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'present', containment: 'contained' })
    await expect(signIn('svc-open', OLD)).rejects.toThrow(/WRONGPASS/)
  })

  test('whoever tries to sign in after the containment is told, where the account may read the log', async () => {
    await admin('ACL', 'SETUSER', 'svc-tried', 'reset', 'on', `>${OLD}`, '~*', '+get')
    const watcher = connectorOf(REDIS_USER, { ...settings(redis.port), user: 'watcher' })
    const step = await stepOf(watcher, { action: 'disable-identity', target: aTarget('svc-tried'), undoes: null })
    await watcher.execute(step, KEY, soon())
    const said = async (connector: typeof watcher) => (await connector.verify(step, KEY, soon())).detail
    expect(await said(watcher)).toBe('The user is off; 0 connections are open.')
    for (let i = 0; i < 2; i += 1) await expect(signIn('svc-tried', OLD)).rejects.toThrow(/WRONGPASS/)
    await expect(signIn('svc-nobody', OLD)).rejects.toThrow(/WRONGPASS/)
    expect(await said(watcher)).toBe(
      'The user is off; 0 connections are open. 2 refused attempts to sign in stand in ACL LOG.',
    )
    // An account without the right reads back as before, and says nothing of what it cannot see.
    expect(await said(connect(redis.port, []))).toBe('The user is off; 0 connections are open.')
  })

  test('rotated without a gap: in the overlap both passwords sign in, after it only the next one', async () => {
    await admin('ACL', 'SETUSER', 'svc-gap', 'reset', 'on', `>${OLD}`, '~*', '+get')
    const connector = connect(redis.port, ['svc-gap'], '5')
    const step = await stepOf(connector, { action: 'rotate-secret', target: aTarget('svc-gap'), undoes: null })
    expect(JSON.stringify(step)).not.toContain(sha(OLD))
    expect(await connector.execute(step, KEY, soon())).toMatchObject({ kind: 'unknown', retryAfterMs: 300_000 })
    for (const password of [OLD, NEXT]) await signIn('svc-gap', password)
    expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'absent', containment: 'not-contained' })
    expect(await connector.execute(step, { ...KEY, fence: 2 }, soon())).toMatchObject({ kind: 'accepted' })
    await expect(signIn('svc-gap', OLD)).rejects.toThrow(/WRONGPASS/)
    await signIn('svc-gap', NEXT)
    expect(await connector.verify(step, KEY, soon())).toMatchObject({ effect: 'present' })
  })

  test('in stages: both passwords sign in until the old one is retired, and whoever connected before is seen', async () => {
    await admin('ACL', 'SETUSER', 'svc-stages', 'reset', 'on', `>${OLD}`, '~*', '+get', '+client|setname')
    const connector = connect(redis.port, ['svc-stages'])
    const target = aTarget('svc-stages')
    const issue = await stepOf(connector, { action: 'issue-secret', target, undoes: null })
    const retire = await stepOf(connector, { action: 'retire-secret', target, undoes: null })
    const billing = await signIn('svc-stages', OLD)
    await billing('CLIENT', 'SETNAME', 'Billing')
    expect(await connector.execute(retire, KEY, soon())).toMatchObject({ kind: 'refused' })
    expect((await connector.execute(issue, KEY, soon())).kind).toBe('accepted')
    expect(await connector.verify(issue, KEY, soon())).toMatchObject({
      effect: 'present',
      containment: 'not-contained',
    })
    for (const password of [OLD, NEXT]) await signIn('svc-stages', password)
    expect(await connector.plan({ action: 'retire-secret', target, undoes: null })).toMatchObject({
      ok: true,
      request: retire.request,
    })
    // A connection of now is older than a password of in a moment, and no proof of anything for one of a while ago.
    expect(await connector.usage?.(issue, Date.now() + 60_000, soon())).toMatchObject({
      kind: 'seen',
      old: expect.arrayContaining([{ name: 'Billing', count: 1 }]) as object,
      next: [],
    })
    expect(await connector.usage?.(issue, Date.now() - 60_000, soon())).toMatchObject({
      kind: 'seen',
      old: [],
      next: [],
    })
    expect((await connector.execute(retire, KEY, soon())).kind).toBe('accepted')
    expect(await connector.verify(retire, KEY, soon())).toMatchObject({ effect: 'present' })
    await expect(signIn('svc-stages', OLD)).rejects.toThrow(/WRONGPASS/)
    await signIn('svc-stages', NEXT)
    expect(await billing('GET', 'x')).toBeNull()
  })

  test('a new password is dropped while the old one is accepted, and not after it was retired', async () => {
    await admin('ACL', 'SETUSER', 'svc-drop', 'reset', 'on', `>${OLD}`, '~*', '+get')
    const connector = connect(redis.port, ['svc-drop'])
    const target = aTarget('svc-drop')
    const issue = await stepOf(connector, { action: 'issue-secret', target, undoes: null })
    await connector.execute(issue, KEY, soon())
    const { left } = await connector.verify(issue, KEY, soon())
    const drop = await stepOf(connector, { action: 'drop-secret', target, undoes: { step: issue, left } })
    await admin('ACL', 'SETUSER', 'svc-drop', `<${OLD}`)
    expect(await connector.execute(drop, KEY, soon())).toMatchObject({ kind: 'refused' })
    await admin('ACL', 'SETUSER', 'svc-drop', `>${OLD}`)
    expect((await connector.execute(drop, KEY, soon())).kind).toBe('accepted')
    expect(await connector.verify(drop, KEY, soon())).toMatchObject({ effect: 'present' })
    await expect(signIn('svc-drop', NEXT)).rejects.toThrow(/WRONGPASS/)
    await signIn('svc-drop', OLD)
  })

  test('a password that is not held here, no password at all, and passwords that were exchanged since: nothing is sent', async () => {
    const connector = connect(redis.port, ['svc-third'])
    const wish = { action: 'rotate-secret' as const, target: aTarget('svc-third'), undoes: null }
    await admin('ACL', 'SETUSER', 'svc-third', 'reset', 'on', `>${OLD}`, '>a third one')
    expect(await connector.plan(wish)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not held here') as string,
    })
    await admin('ACL', 'SETUSER', 'svc-third', 'nopass')
    expect(await connector.plan(wish)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('any password') as string,
    })
    await admin('ACL', 'SETUSER', 'svc-third', 'resetpass', `>${OLD}`)
    const step = await stepOf(connector, wish)
    const passwords = JSON.stringify({ 'svc-third': `${sha(OLD)}:${sha('another')}` })
    const other = connectorOf(REDIS_USER, { ...settings(redis.port), passwords })
    expect(await other.execute(step, KEY, soon())).toMatchObject({ kind: 'refused' })
    expect(await signIn('svc-third', OLD)).toBeTypeOf('function')
  })

  test('least privilege: its account reads no key and no configuration; itself and the default user are left alone', async () => {
    const own = await signIn('containment', 'right')
    for (const words of [['GET', 'x'], ['CONFIG', 'GET', '*'], ['ACL', 'LIST'], ['FLUSHALL']]) {
      expect(await own(...words)).toMatchObject({ code: 'NOPERM' })
    }
    const connector = connect(redis.port, [])
    for (const name of ['containment', 'default', 'nobody', 'two words']) {
      const wish = { action: 'disable-identity' as const, target: aTarget(name), undoes: null }
      expect(await connector.plan(wish)).toMatchObject({ ok: false })
    }
  })

  async function signIn(user: string, password: string): Promise<(...words: string[]) => Promise<Reply>> {
    const socket = net.connect(redis.port, '127.0.0.1')
    onTestFinished(() => {
      socket.destroy()
    })
    const ask = exchange(socket, readReply)
    const answer = await ask(encodeCommand(['AUTH', user, password]))
    if (answer instanceof RedisError) throw new Error(answer.message)
    return (...words) => ask(encodeCommand(words))
  }

  async function admin(...words: string[]): Promise<Reply> {
    const socket = net.connect(redis.port, '127.0.0.1')
    try {
      const ask = exchange(socket, readReply)
      await ask(encodeCommand(['AUTH', 'admin', 'admin']))
      const answer = await ask(encodeCommand(words))
      if (answer instanceof RedisError) throw new Error(answer.message)
      return answer
    } finally {
      socket.destroy()
    }
  }
})

test('an answer that is none, one without end and one that is too deep are faults, never a reply', async () => {
  for (const bytes of ['HTTP/1.1 400 Bad Request\r\n', '$-7\r\n', '*1\r\n'.repeat(20), '$999999999\r\n']) {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write(bytes)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.close()
    })
    const address = server.address()
    const health = await connect(typeof address === 'object' ? (address?.port ?? 0) : 0, []).health(soon())
    expect(health).toMatchObject({ ok: false })
    expect(health.detail).toMatch(/as Redis does|too large/)
  }
})

test('a reply that comes byte by byte is the same reply', () => {
  const bytes = Buffer.from('*3\r\n$3\r\na\r\n\r\n:42\r\n*2\r\n$-1\r\n-NOPERM no\r\n')
  for (let length = 0; length < bytes.length; length += 1) expect(readReply(bytes.subarray(0, length))).toBeNull()
  expect(readReply(bytes)).toEqual({
    value: ['a\r\n', 42, [null, new RedisError('NOPERM no')]],
    length: bytes.length,
  })
})

function connect(port: number, accounts: readonly string[], overlapMinutes = '0') {
  const passwords = JSON.stringify(Object.fromEntries(accounts.map((name) => [name, HELD])))
  return connectorOf(REDIS_USER, { ...settings(port), passwords, overlapMinutes })
}

function settings(port: number) {
  return { host: '127.0.0.1', port: String(port), tls: 'off', user: 'containment', password: 'right' }
}

function sha(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
