import { expect } from 'vitest'
import type { ConnectorView } from '../../domain/views/other-views.ts'
import { type ConnectorKind, secretField } from '../connectors/kind.ts'
import { createSwitch, type SwitchDriver } from '../connectors/target/switch-connector.ts'
import type { OpenWorld, World } from './gateway-kit.ts'

export const STAND_IN = { account: 'exercise-bot', credentialIds: ['key-1'], tools: [] }

/** Connects it as a target for exercises. */
export async function stage(world: World): Promise<{ readonly id: string }> {
  const draft = { kind: 'lamp', name: 'Staging lamp', values: { token: 'x' }, standIn: STAND_IN }
  const answer = await world.send('ivo', 'POST', '/api/connectors', draft)
  expect(answer.status).toBe(201)
  const added = (await answer.json()) as ConnectorView
  expect(added.standIn).toEqual(STAND_IN)
  return { id: added.id }
}

/** A world with a lamp for exercises; `isTwofold` where its password can be rotated as well. */
export async function openLamp(openWorld: OpenWorld, isTwofold = false) {
  const lamp = Object.assign(aLamp(), { isTwofold })
  const world = await openWorld({ kinds: [lamp.kind] })
  return { world, lamp, ...(await stage(world)) }
}

/** A target with one thing that is on or off, and a password to it. */
export function aLamp() {
  const lamp = {
    isOff: false,
    isRotated: false,
    /** Says that it did it, and does not. */
    ignores: false,
    /** Says that it opened it again, and does not. */
    sticks: false,
    /** Cannot be read. */
    isDark: false,
    /** Whether the account is set up here. */
    isSetUp: true,
    /** Whether its kind can rotate a password, and whether there is one to take. */
    isTwofold: false,
    passwords: true,
    /** Waited for before anything is done. */
    before: Promise.resolve(),
    sent: [] as string[],
  }
  const bulb = driverOf(lamp, {
    close: 'disable-identity',
    open: 'enable-identity',
    word: '',
    whyNot: () => (lamp.isSetUp ? null : 'No lamp is set for exercise-bot.'),
    isClosed: () => lamp.isOff,
    set: (isClosed) => {
      lamp.isOff = isClosed
    },
  })
  const lock = driverOf(lamp, {
    close: 'rotate-secret',
    open: 'restore-secret',
    word: ' rotate',
    whyNot: () => (lamp.passwords ? null : 'No passwords are held for exercise-bot.'),
    isClosed: () => lamp.isRotated,
    set: (isClosed) => {
      lamp.isRotated = isClosed
    },
  })
  const kind: ConnectorKind = {
    id: 'lamp',
    title: 'Lamp',
    purpose: 'On or off.',
    actions: ['disable-identity', 'enable-identity'],
    fields: [secretField('token', 'Token', 'any')],
    leastPrivilege: ['to switch it'],
    triedAgainst: 'itself',
    isTried: true,
    create: ({ name }) => {
      const common = {
        title: name,
        verifyWithinMs: 1_000,
        undoSeconds: 1,
        find: () => Promise.resolve(null),
        health: () => Promise.resolve({ ok: true, detail: 'It shines.' }),
      }
      const [small, whole] = [[bulb], [bulb, lock]].map((drivers) => createSwitch({ ...common, drivers }))
      if (small === undefined || whole === undefined) throw new Error('no lamp')
      return {
        ...whole,
        get actions() {
          return (lamp.isTwofold ? whole : small).actions
        },
      }
    },
  }
  return Object.assign(lamp, { kind })
}

interface Half {
  readonly close: SwitchDriver['close']
  readonly open: SwitchDriver['open']
  /** After what was sent. */
  readonly word: string
  readonly whyNot: () => string | null
  readonly isClosed: () => boolean
  readonly set: (isClosed: boolean) => void
}

function driverOf(
  lamp: { ignores: boolean; sticks: boolean; isDark: boolean; before: Promise<void>; sent: string[] },
  { close, open, word, whyNot, isClosed, set }: Half,
): SwitchDriver {
  return {
    close,
    open,
    survives: [],
    undoCannotRestore: [],
    aim: ({ account }) => {
      const notSetUp = whyNot()
      if (notSetUp !== null) return Promise.resolve({ notSetUp })
      return Promise.resolve(account === STAND_IN.account ? { account, ref: null } : 'Unknown.')
    },
    describe: (_aim, way) => ({ way }),
    read: () =>
      Promise.resolve(
        lamp.isDark
          ? { kind: 'unreadable', reason: 'It is dark.' }
          : {
              kind: 'known',
              isClosed: isClosed(),
              containment: isClosed() ? 'contained' : 'not-contained',
              detail: isClosed() ? 'It is off.' : 'It is on.',
              mark: null,
            },
      ),
    send: async (_aim, way) => {
      await lamp.before
      lamp.sent.push(`${way}${word}`)
      if (!lamp.ignores && !(lamp.sticks && way === 'open')) set(way === 'close')
      return { kind: 'accepted', detail: 'Done.' }
    },
  }
}
