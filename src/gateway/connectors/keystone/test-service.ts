import fs from 'node:fs'
import path from 'node:path'
import { answers, type DebianTarget, type Start } from '../testing/targets.ts'
import type { Credential } from './session.ts'

const PASSWORD = 'of the tests'
const NEEDED = [
  'list_users',
  'get_user',
  'update_user',
  'get_application_credential',
  'delete_application_credential',
] as const

/** Keystone out of its unpacked packages, by the machine's Python or the one that came with them. */
export function serviceAt({ file, env }: DebianTarget, home: string, port: number): Start {
  const below = (name: string) => path.join(home, name)
  fs.writeFileSync(
    below('keystone.conf'),
    [
      ['[database]', `connection = sqlite:///${below('keystone.db')}`, 'sqlite_synchronous = false'],
      ['[fernet_tokens]', `key_repository = ${below('fernet')}`],
      ['[fernet_receipts]', `key_repository = ${below('fernet')}`],
      ['[credential]', `key_repository = ${below('credential')}`],
      // As few as may be: by default signing in takes a quarter of a second of the processor.
      ['[identity]', 'password_hash_rounds = 4'],
      // Without one a call takes four hundred questions to the database; as in a cloud, what is changed is forgotten.
      ['[cache]', 'backend = dogpile.cache.memory'],
      ['[oslo_policy]', `policy_file = ${below('policy.yaml')}`],
    ]
      .flat()
      .join('\n'),
  )
  const rule = (name: string) => `"identity:${name}": "rule:admin_required or role:containment"`
  fs.writeFileSync(below('policy.yaml'), NEEDED.map(rule).join('\n'))
  const pythons = [file('usr/bin/python3'), '/usr/bin/python3']
  return {
    program: pythons.find((one) => fs.existsSync(one)) ?? 'python3',
    words: ['-W', 'ignore', path.join(import.meta.dirname, 'test-service.py'), home, String(port)],
    env: { ...env, HOME: home, PYTHONPATH: file('usr/lib/python3/dist-packages') },
    isUp: (at) => answers(`http://127.0.0.1:${at}/v3`),
  }
}

export interface TestUser {
  readonly id: string
  readonly name: string
}

export type Administrator = Awaited<ReturnType<typeof administrate>>

/** What the administrator and the users of the tests do, by Keystone's own calls. */
export async function administrate(url: string) {
  const call = callsTo(url)
  const signInBy = async (identity: object, scope?: object) => {
    const answer = await call('POST', '/auth/tokens', { body: { auth: { identity, scope } } })
    return { status: answer.status, token: answer.headers.get('x-subject-token') ?? '' }
  }
  const withPassword = (user: object, project: object) =>
    signInBy({ methods: ['password'], password: { user: { ...user, password: PASSWORD } } }, { project })
  const withCredential = ({ id, secret }: Credential) =>
    signInBy({ methods: ['application_credential'], application_credential: { id, secret } })

  const domain = { id: 'default' }
  const { token } = await withPassword({ name: 'admin', domain }, { name: 'admin', domain })
  /** Answers what Keystone made or lists, whatever it is called. */
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await call(method, path, { body, token })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.json)}`)
    return Object.values(answer.json)[0] as T
  }
  const [project] = await ask<{ id: string }[]>('GET', '/projects?name=admin')
  const known = await ask<{ id: string; name: string }[]>('GET', '/roles')
  const roles = new Map(known.map(({ id, name }) => [name, id]))
  let made = 0

  return {
    call,
    ask,
    look: (path: string) => call('GET', path, { token }),
    async makeRole(name: string): Promise<void> {
      roles.set(name, (await ask<{ id: string }>('POST', '/roles', { role: { name } })).id)
    },
    /** With a role on the project of all; without one it can sign in and nothing else. */
    async makeUser(name: string, role?: string): Promise<TestUser> {
      const user = await ask<TestUser>('POST', '/users', { user: { name, password: PASSWORD, domain_id: domain.id } })
      if (role !== undefined) await ask('PUT', `/projects/${project?.id}/users/${user.id}/roles/${roles.get(role)}`)
      return user
    },
    /** Only its user can make one, with the password or, where it may, with another credential. */
    async makeCredential(user: TestUser, more: object = {}, by?: Credential): Promise<Credential> {
      made += 1
      const its = by === undefined ? await withPassword({ id: user.id }, { id: project?.id }) : await withCredential(by)
      const body = { application_credential: { name: `made-${made}`, ...more } }
      const answer = await call('POST', `/users/${user.id}/application_credentials`, { body, token: its.token })
      return (answer.json as { application_credential: Credential }).application_credential
    },
    withCredential,
    withPassword: ({ id }: TestUser) => withPassword({ id }, { id: project?.id }),
    /** Whether Keystone tells a service that the token holds. */
    async isHonoured(subject: string): Promise<boolean> {
      return (await call('GET', '/auth/tokens', { token, subject })).status === 200
    },
  }
}

interface Call {
  readonly body?: object | undefined
  readonly token?: string
  readonly subject?: string
}

function callsTo(url: string) {
  return async (method: string, path: string, { body, token, subject }: Call = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { 'x-auth-token': token }),
        ...(subject === undefined ? {} : { 'x-subject-token': subject }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, json: (text === '' ? {} : JSON.parse(text)) as object }
  }
}
