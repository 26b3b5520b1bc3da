import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeConnector } from '../conformance.ts'
import { exchange } from '../target/exchange.ts'
import { replaceWithin, startByteProxy } from '../testing/byte-proxy.ts'
import { type DebianTarget, listens, type Running, startProgram, withDebian } from '../testing/targets.ts'
import { aTarget, connectorOf, stepOf, TOOLS } from '../testing/tools.ts'
import { decode, decodeAll, decodeNumber, encode, encodeNumber, encodeText } from './ber.ts'
import { LDAP_ACCOUNT } from './ldap-account.ts'
import { ldapSession } from './ldap-session.ts'

const KEY = { idempotencyKey: 'pl_1-1', fence: 1 }
const BASE = 'ou=services,dc=example'
const CONTAINMENT = 'cn=containment,dc=example'
const soon = () => AbortSignal.timeout(5_000)
const wishOn = (account: string) => ({ action: 'disable-identity' as const, target: aTarget(account), undoes: null })

withDebian('slapd', (target) => {
  let directory: Running
  let entries = 0
  beforeAll(async () => {
    directory = await startProgram((port, home) => ({
      program: target.file('usr/sbin/slapd'),
      words: ['-f', configure(target, home), '-h', `ldap://127.0.0.1:${port}`, '-d', '0'],
      env: target.env,
      isUp: listens,
    }))
    await add(directory.port, 'dc=example', { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'example' })
    await add(directory.port, BASE, { objectClass: 'organizationalUnit', ou: 'services' })
    for (const [name, pwdLockout] of [
      ['heeds', 'TRUE'],
      ['heeds not', 'FALSE'],
    ] as const) {
      const policy = { objectClass: ['device', 'pwdPolicy'], cn: name, pwdAttribute: 'userPassword', pwdLockout }
      await add(directory.port, `cn=${name},dc=example`, policy)
    }
    await add(directory.port, CONTAINMENT, {
      objectClass: 'person',
      cn: 'containment',
      sn: 'service',
      userPassword: 'right',
    })
  })
  afterAll(() => directory.stop())

  describeConnector(
    'LDAP account against OpenLDAP',
    async () => {
      entries += 1
      const own = `svc-${entries}`
      const made = new Map<string, string>()
      const make = async (account: string) => {
        made.set(account, await addAccount(account))
        return wishOn(account)
      }
      const proxy = await startByteProxy(directory.port, {
        isDone: (answer, asked) => asked.includes('pwdAccountLockedTime') && answer.includes(Buffer.from([0x67])),
        misname: (bytes) => replaceWithin(bytes, 'cn=containment', 'cn=containmenu'),
      })
      return {
        connector: connectorOf(LDAP_ACCOUNT, settings(proxy.port)),
        wish: await make(own),
        wishOn: make,
        effects: async () => {
          const locks = await Promise.all([...made.values()].map((dn) => lockOf(dn)))
          return locks.filter((lock) => lock === '000001010000Z').length
        },
        trouble: (now) => {
          proxy.trouble = now
        },
        meddle: async () => {
          await asAdmin((ldap) => ldap.replace(made.get(own) ?? '', 'description', 'somebody was here'))
        },
        close: () => proxy.close(),
      }
    },
    {
      lacks: {
        'too-many': 'LDAP says “busy”, which is “unknown” by its code.',
        redirect: 'No HTTP; referrals are not followed.',
        'huge-answer': 'No HTTP; lengths are bounded before they are read.',
        'not-json': 'No HTTP; what is no BER is a test of its own.',
        slow: 'A line on which nothing comes is “answer lost”.',
      },
      containment: 'new-sessions-only',
    },
  )

  test('a locked account cannot bind, and can after the undo', async () => {
    const dn = await addAccount('svc-bind')
    const bind = () => bindAs(dn)
    const connector = connectorOf(LDAP_ACCOUNT, settings(directory.port))
    expect(await bind()).toBe('bound')
    const step = await stepOf(connector, wishOn('svc-bind'))
    await connector.execute(step, KEY, soon())
    await expect(bind()).rejects.toThrow(/answered 49/)
    const { left } = await connector.verify(step, KEY, soon())
    const undo = await stepOf(connector, { action: 'enable-identity', target: step.target, undoes: { step, left } })
    await connector.execute(undo, KEY, soon())
    expect(await bind()).toBe('bound')
  })

  test('an account under a policy that heeds no lock is refused: the directory would take the lock and let it in', async () => {
    const dn = await addAccount('svc-unheeded')
    await asAdmin((ldap) => ldap.replace(dn, 'pwdPolicySubentry', 'cn=heeds not,dc=example'))
    const connector = connectorOf(LDAP_ACCOUNT, settings(directory.port))
    expect(await connector.plan(wishOn('svc-unheeded'))).toMatchObject({
      ok: false,
      reason: expect.stringContaining('heeds not') as string,
    })
    await asAdmin((ldap) => ldap.replace(dn, 'pwdAccountLockedTime', '000001010000Z'))
    expect(await bindAs(dn)).toBe('bound')
    const other = connectorOf(LDAP_ACCOUNT, { ...settings(directory.port), policy: 'cn=heeds not,dc=example' })
    expect(await other.health(soon())).toMatchObject({ ok: false })
  })

  test('least privilege: its account writes the lock and nothing else, and never locks itself', async () => {
    const dn = await addAccount('svc-rights')
    const run = ldapSession({ id: '', name: '', values: settings(directory.port) }, TOOLS)
    for (const attribute of ['description', 'userPassword']) {
      await expect(run(soon(), (ldap) => ldap.replace(dn, attribute, 'x'))).rejects.toThrow(/answered 50/)
    }
    const connector = connectorOf(LDAP_ACCOUNT, { ...settings(directory.port), base: 'dc=example', attribute: 'cn' })
    for (const name of ['containment', 'nobody'])
      expect(await connector.plan(wishOn(name))).toMatchObject({ ok: false })
  })

  function bindAs(dn: string): Promise<string> {
    const values = { ...settings(directory.port), user: dn, password: 'own' }
    return ldapSession({ id: '', name: '', values }, TOOLS)(soon(), () => Promise.resolve('bound'))
  }

  async function addAccount(account: string): Promise<string> {
    entries += 1
    const dn = `cn=entry-${entries},${BASE}`
    const attributes = {
      objectClass: 'inetOrgPerson',
      cn: `entry-${entries}`,
      sn: 'service',
      uid: account,
      userPassword: 'own',
    }
    await add(directory.port, dn, attributes)
    return dn
  }

  function asAdmin<T>(work: Parameters<ReturnType<typeof ldapSession>>[1]) {
    const values = { ...settings(directory.port), user: 'cn=admin,dc=example', password: 'admin' }
    return ldapSession({ id: '', name: '', values }, TOOLS)(soon(), work) as Promise<T>
  }

  async function lockOf(dn: string): Promise<string | undefined> {
    const found = await asAdmin<readonly { attributes: ReadonlyMap<string, readonly string[]> }[]>((ldap) =>
      ldap.search(dn, 'objectClass', null, ['pwdAccountLockedTime']),
    )
    return found[0]?.attributes.get('pwdaccountlockedtime')?.[0]
  }
})

test('what is no BER, and a length without end, are faults and never an answer', async () => {
  for (const bytes of ['HTTP/1.1 400 Bad Request\r\n\r\n', '\x30\x80\x02\x01\x01', '\x30\x88\xff\xff\xff\xff']) {
    const server = net.createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write(Buffer.from(bytes, 'latin1'))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const health = await connectorOf(LDAP_ACCOUNT, settings(port)).health(AbortSignal.timeout(1_000))
    server.close()
    expect(health).toMatchObject({ ok: false, detail: expect.stringMatching(/as LDAP does|time for it/) as string })
  }
})

test('an element that comes byte by byte is the same element, whatever its length', () => {
  for (const length of [0, 1, 127, 128, 255, 256, 70_000]) {
    const bytes = encodeText('x'.repeat(length))
    expect(decode(bytes.subarray(0, bytes.length - 1))).toBeNull()
    expect(decode(bytes)?.element.content.length).toBe(length)
  }
  for (const value of [0, 1, 127, 128, 255, 256, 65_535, 8_000_000]) {
    expect(decodeNumber(decodeAll(encodeNumber(value))[0] ?? { tag: 0, content: Buffer.alloc(0) })).toBe(value)
  }
})

function settings(port: number) {
  return {
    host: '127.0.0.1',
    port: String(port),
    tls: 'off',
    user: CONTAINMENT,
    password: 'right',
    base: BASE,
    policy: 'cn=heeds,dc=example',
  }
}

/** With the password policy overlay, and rights for the containment account to read and to write the one attribute. */
function configure(target: DebianTarget, home: string): string {
  fs.mkdirSync(path.join(home, 'db'))
  const file = path.join(home, 'slapd.conf')
  const lines = [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include ${target.file(`etc/ldap/schema/${name}.schema`)}`),
    `modulepath ${target.file('usr/lib/ldap')}`,
    'moduleload back_mdb',
    'moduleload ppolicy',
    'database mdb',
    'suffix dc=example',
    'rootdn cn=admin,dc=example',
    'rootpw admin',
    `directory ${path.join(home, 'db')}`,
    'overlay ppolicy',
    'ppolicy_default "cn=heeds,dc=example"',
    `access to attrs=pwdAccountLockedTime by dn.exact="${CONTAINMENT}" write by * none`,
    'access to attrs=userPassword by anonymous auth by * none',
    `access to * by dn.exact="${CONTAINMENT}" read by * none`,
  ]
  fs.writeFileSync(file, lines.join('\n'))
  return file
}

/** Adds an entry as the directory's own administrator. */
async function add(port: number, dn: string, attributes: Readonly<Record<string, string | string[]>>): Promise<void> {
  const socket = net.connect(port, '127.0.0.1')
  try {
    const ask = exchange(socket, (bytes) => {
      const one = decode(bytes)
      return one === null ? null : { value: one.element, length: one.end }
    })
    const message = async (id: number, operation: Buffer) => {
      const [, result] = decodeAll((await ask(encode(0x30, encodeNumber(id), operation))).content)
      const [code, , words] = decodeAll(result?.content ?? Buffer.alloc(0))
      if (code === undefined || decodeNumber(code) !== 0) throw new Error(`${dn}: ${words?.content.toString() ?? ''}`)
    }
    await message(1, encode(0x60, encodeNumber(3), encodeText('cn=admin,dc=example'), encodeText('admin', 0x80)))
    const list = Object.entries(attributes).map(([name, values]) =>
      encode(0x30, encodeText(name), encode(0x31, ...[values].flat().map((value) => encodeText(value)))),
    )
    await message(2, encode(0x68, encodeText(dn), encode(0x30, ...list)))
  } finally {
    socket.destroy()
  }
}
