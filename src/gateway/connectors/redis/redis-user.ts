import type { EpochMs } from '../../../domain/time/instant.ts'
import { digestText } from '../../hash.ts'
import type { Execution } from '../connector.ts'
import { type ConnectorKind, secretField, textField } from '../kind.ts'
import { reasonOf } from '../outbound/read-answer.ts'
import { endpointFields } from '../target/endpoint.ts'
import { readOverlap } from '../target/overlap.ts'
import { readSecrets } from '../target/secrets.ts'
import { type Aim, createSwitch, type Reading, refText, type SwitchDriver } from '../target/switch-connector.ts'
import {
  brokenCommand,
  connectionsWithAge,
  isUserName,
  type RedisUser,
  readUser,
  redisHealth,
  redisSession,
  refusedSaid,
  unreadableUser,
  WHO,
  type Work,
} from './redis-session.ts'

/**
 * A user of Redis or Valkey: shut out (off, and its connections killed, since a connection that is open is served on),
 * or its password rotated. Redis takes two passwords at once, so in an overlap consumers move without a gap.
 */
export const REDIS_USER: ConnectorKind = {
  id: 'redis-user',
  title: 'Redis or Valkey user',
  purpose: 'Switches an ACL user off with its connections, and rotates its password with an overlap.',
  actions: [
    'disable-identity',
    'enable-identity',
    'rotate-secret',
    'restore-secret',
    'issue-secret',
    'drop-secret',
    'retire-secret',
  ],
  fields: [
    ...endpointFields(6379, 'cache.corp.example'),
    textField('user', 'Account', 'The ACL user of this connector'),
    secretField('password', 'Password', 'Of that user'),
    secretField(
      'passwords',
      'Passwords to rotate',
      'JSON: user → SHA-256 in hex of the password in use, a colon, SHA-256 of the next one',
      'optional',
    ),
    textField('overlapMinutes', 'Overlap', 'Minutes in which both passwords work; 15 if left empty', 'optional'),
  ],
  leastPrivilege: [
    '+acl|getuser +acl|setuser +client|list +client|kill, and no key: ACL SETUSER may change any user, so guard this one',
    '+acl|log, if refused attempts to sign in shall be told after a containment; without it they are left out',
  ],
  triedAgainst: 'Redis 7.0 (Debian 12), with an account that holds these rights and no more.',
  isTried: true,
  create(config, tools) {
    const run = redisSession(config, tools)
    const overlap = readOverlap(config)
    const text = (config.values['passwords'] ?? '').trim()
    const passwords =
      text === '' ? {} : readSecrets(config, 'passwords', 'user', isPair, 'two SHA-256 in hex with a colon between')
    const own = (config.values['user'] ?? '').trim()
    return createSwitch({
      title: config.name,
      verifyWithinMs: 30_000,
      undoSeconds: 30,
      // Who configured no passwords configured no rotation.
      drivers: [
        userSwitch(run, own),
        ...(text === ''
          ? []
          : [
              passwordSwitch(run, own, passwords, overlap),
              issueSwitch(run, own, passwords, tools.now),
              retireSwitch(run, own, passwords),
            ]),
      ],
      find: (names, signal) =>
        run(signal, async (ask) => {
          for (const name of names.filter(isUserName)) if ((await readUser(ask, name)) !== null) return name
          return null
        }),
      health: (signal) => redisHealth(run, signal),
    })
  },
}

function userSwitch(run: Work, own: string): SwitchDriver {
  const commands = (account: string, way: 'close' | 'open') =>
    way === 'close'
      ? [
          ['ACL', 'SETUSER', account, 'off'],
          ['CLIENT', 'KILL', 'USER', account],
        ]
      : [['ACL', 'SETUSER', account, 'on']]
  return {
    close: 'disable-identity',
    open: 'enable-identity',
    survives: ['Scripts and functions that it loaded, and what it wrote.'],
    undoCannotRestore: [],
    aim: async ({ account }, signal) => {
      const user = await findUser(run, own, account, signal)
      return typeof user === 'string' ? user : { account, ref: null }
    },
    describe: ({ account }, way) => ({ commands: commands(account, way) }),
    read: ({ account }, signal) =>
      reading(run, account, signal, (user) => {
        const isClosed = !user.isOn && user.connections === 0
        return {
          kind: 'known',
          isClosed,
          containment: user.isOn ? 'not-contained' : isClosed ? 'contained' : 'new-sessions-only',
          // Somebody who still tries is who to look for next.
          detail: `The user is ${user.isOn ? 'on' : 'off'}; ${user.connections} connections are open.${refusedSaid(user)}`,
          mark: user.mark,
        }
      }),
    send: ({ account }, way, signal) => sending(run, signal, commands(account, way)),
  }
}

function passwordSwitch(
  run: Work,
  own: string,
  passwords: Readonly<Record<string, string>>,
  overlap: number,
): SwitchDriver {
  const pairOf = (account: string) => {
    const [current = '', next = ''] = Object.hasOwn(passwords, account) ? (passwords[account] ?? '').split(':') : []
    return next === '' ? null : { current, next }
  }
  return {
    close: 'rotate-secret',
    open: 'restore-secret',
    survives: [
      'Connections that the old password opened: switch the user off to end them.',
      ...(overlap === 0 ? [] : [`The old password, for ${overlap} minutes, in which consumers take the next one.`]),
    ],
    undoCannotRestore: [],
    aim: async ({ account }, signal) => {
      const pair = pairOf(account)
      if (pair === null) return { notSetUp: `No passwords are held for ${account}.` }
      const user = await findUser(run, own, account, signal)
      if (typeof user === 'string') return user
      if (user.takesAny) return `${account} takes any password, so rotating one shuts nobody out.`
      const others = user.passwords.filter((one) => one !== pair.current && one !== pair.next)
      if (others.length > 0) {
        return `${account} has a password that is not held here: it would be lost, and no undo could put it back.`
      }
      return { account, ref: named(pair) }
    },
    describe: ({ account, ref }, way) => {
      const words = ['ACL', 'SETUSER', account]
      if (way === 'open') return { commands: [[...words, '#(the old one)']], passwords: ref }
      const steps = overlap === 0 ? [] : [[...words, '#(the next one)'], `after ${overlap} minutes`]
      return { commands: [...steps, [...words, 'resetpass', '#(the next one)']], passwords: ref }
    },
    read: (aim, signal) =>
      reading(run, aim.account, signal, (user) => {
        const pair = pairOf(aim.account)
        if (pair === null || named(pair) !== refText(aim)) return NOT_HELD
        const hasNext = user.passwords.includes(pair.next)
        const hasOld = user.passwords.includes(pair.current) || user.takesAny
        const isClosed = hasNext && user.passwords.length === 1 && !user.takesAny
        return {
          kind: 'known',
          isClosed,
          containment: !isClosed ? 'not-contained' : user.connections > 0 ? 'new-sessions-only' : 'contained',
          detail: `The old password is ${hasOld ? 'accepted' : 'refused'}, the next one ${hasNext ? 'accepted' : 'refused'}; ${user.connections} connections are open, and Redis does not say by which.${refusedSaid(user)}`,
          mark: user.mark,
        }
      }),
    send: async (aim, way, signal): Promise<Execution> => {
      const { account } = aim
      const pair = pairOf(account)
      if (pair === null || named(pair) !== refText(aim)) return { kind: 'refused', reason: NOT_HELD.reason }
      const set = ['ACL', 'SETUSER', account]
      if (way === 'open') return sending(run, signal, [[...set, `#${pair.current}`]])
      try {
        return await run(signal, async (ask) => {
          const user = await readUser(ask, account)
          if (overlap > 0 && user?.passwords.includes(pair.next) === false) {
            await ask(...set, `#${pair.next}`)
            // Asked again after the overlap, the next password is there and the old one goes.
            const reason = `Both passwords are accepted; the old one goes in ${overlap} minutes.`
            return { kind: 'unknown', reason, retryAfterMs: overlap * 60_000 }
          }
          await ask(...set, 'resetpass', `#${pair.next}`)
          return { kind: 'accepted', detail: 'Only the next password is accepted.' }
        })
      } catch (error) {
        return brokenCommand(error)
      }
    },
  }
}

type Passwords = Readonly<Record<string, string>>

/** The next password is accepted beside the old one; nobody notices. */
function issueSwitch(run: Work, own: string, passwords: Passwords, now: () => Promise<EpochMs>): SwitchDriver {
  const whole = passwordSwitch(run, own, passwords, 0)
  return {
    close: 'issue-secret',
    open: 'drop-secret',
    survives: [],
    undoCannotRestore: ['Connections that the new password opened: they go on until they end.'],
    aim: (target, signal) => whole.aim(target, signal),
    describe: ({ account, ref }, way) => ({
      commands: [['ACL', 'SETUSER', account, way === 'close' ? '#(the next one)' : '!(the next one)']],
      passwords: ref,
    }),
    read: (found, signal) =>
      reading(run, found.account, signal, (user) => {
        const pair = pairFor(passwords, found)
        if (pair === null) return NOT_HELD
        const isIn = user.passwords.includes(pair.next)
        const hasOld = user.passwords.includes(pair.current)
        return {
          kind: 'known',
          isClosed: isIn,
          isOpen: !isIn,
          // Nothing is cut off: both work.
          containment: 'not-contained',
          detail: `The old password is ${hasOld ? 'accepted' : 'refused'}, the next one ${isIn ? 'accepted' : 'refused'}.`,
          mark: null,
        }
      }),
    send: async (found, way, signal): Promise<Execution> => {
      const pair = pairFor(passwords, found)
      if (pair === null) return { kind: 'refused', reason: NOT_HELD.reason }
      const { account } = found
      if (way === 'close') return sending(run, signal, [['ACL', 'SETUSER', account, `#${pair.next}`]])
      try {
        return await run(signal, async (ask): Promise<Execution> => {
          const user = await readUser(ask, account)
          if (user?.passwords.includes(pair.current) !== true) {
            return {
              kind: 'refused',
              reason: 'The old password is not accepted, so without the next one nobody gets in.',
            }
          }
          await ask('ACL', 'SETUSER', account, `!${pair.next}`)
          return { kind: 'accepted', detail: 'The next password is refused again.' }
        })
      } catch (error) {
        return brokenCommand(error)
      }
    },
    /**
     * Redis does not say which password a connection gave. One that is older than the next password gave the old one; of a younger one
     * nothing is said, so that it is never taken for re-pointed.
     */
    usage: async (found, issuedAt, signal) => {
      // Both by the clock of the database; an age is a span, so that it does not matter how Redis' own clock goes.
      const sinceS = ((await now()) - issuedAt) / 1000
      return run(signal, async (ask) => {
        const older = (await connectionsWithAge(ask, found.account)).filter(
          ({ ageS }) => ageS > sinceS + CLOCKS_APART_S,
        )
        const counted = [...Map.groupBy(older, ({ name }) => name)].map(([name, of]) => ({ name, count: of.length }))
        const said = counted.map(({ name, count }) => `${name === '' ? 'without a name' : name} ×${count}`).join(', ')
        const detail = `Connections older than the next password: ${said === '' ? 'none' : said}.`
        return { kind: 'seen', old: counted, next: [], detail }
      })
    },
  }
}

/** The old password is refused from this moment. */
function retireSwitch(run: Work, own: string, passwords: Passwords): SwitchDriver {
  const whole = passwordSwitch(run, own, passwords, 0)
  return {
    ...whole,
    close: 'retire-secret',
    send: async (found, way, signal, key): Promise<Execution> => {
      if (way === 'open') return whole.send(found, way, signal, key)
      const pair = pairFor(passwords, found)
      if (pair === null) return { kind: 'refused', reason: NOT_HELD.reason }
      try {
        return await run(signal, async (ask): Promise<Execution> => {
          const user = await readUser(ask, found.account)
          if (user?.passwords.includes(pair.next) !== true) {
            return {
              kind: 'refused',
              reason: 'The next password is not accepted, so retiring the old one shuts everybody out.',
            }
          }
          await ask('ACL', 'SETUSER', found.account, 'resetpass', `#${pair.next}`)
          return { kind: 'accepted', detail: 'Only the next password is accepted.' }
        })
      } catch (error) {
        return brokenCommand(error)
      }
    },
  }
}

/** Ages are whole seconds, and the answer to the issuing took its time: a connection of about that moment is not told apart. */
const CLOCKS_APART_S = 2

/** The pair as it was approved; null where another one is held here by now. */
function pairFor(passwords: Passwords, aim: Aim): { readonly current: string; readonly next: string } | null {
  const text = Object.hasOwn(passwords, aim.account) ? (passwords[aim.account] ?? '') : ''
  const [current = '', next = ''] = text.split(':')
  return next !== '' && named({ current, next }) === refText(aim) ? { current, next } : null
}

const NOT_HELD = {
  kind: 'unreadable',
  reason: 'The passwords that were approved are not those that are held here now.',
  isRefused: true,
} as const

async function findUser(run: Work, own: string, name: string, signal: AbortSignal): Promise<RedisUser | string> {
  if (name === own) return `${name} is the account of this connector itself.`
  if (name === 'default') return 'The default user is everybody who does not sign in: change it by hand.'
  if (!isUserName(name)) return `${WHO} has no user of such a name.`
  try {
    return (await run(signal, (ask) => readUser(ask, name))) ?? `${WHO} knows no user ${name}.`
  } catch (error) {
    return `${WHO} did not answer: ${reasonOf(error)}`
  }
}

async function reading(
  run: Work,
  name: string,
  signal: AbortSignal,
  understand: (user: RedisUser) => Reading,
): Promise<Reading> {
  try {
    const user = await run(signal, (ask) => readUser(ask, name))
    return user === null ? { kind: 'gone', detail: `${WHO} knows no user ${name} any more.` } : understand(user)
  } catch (error) {
    return unreadableUser(error)
  }
}

async function sending(run: Work, signal: AbortSignal, commands: readonly (readonly string[])[]): Promise<Execution> {
  try {
    return await run(signal, async (ask) => {
      for (const words of commands) await ask(...words)
      return { kind: 'accepted', detail: `${WHO} carried it out.` }
    })
  } catch (error) {
    return brokenCommand(error)
  }
}

function isPair(text: string): boolean {
  return /^[0-9a-f]{64}:[0-9a-f]{64}$/.test(text) && text.slice(0, 64) !== text.slice(65)
}

/** Redis hashes without salt, so even the hashes are named by a digest where people read. */
function named({ current, next }: { readonly current: string; readonly next: string }): string {
  return `sha256:${digestText(`${current}:${next}`)}`
}
