import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import type { StagingTarget } from '../connectors/desk.ts'
import { REDIS_USER } from '../connectors/redis/redis-user.ts'
import { listens, type Running, startProgram, withDebian } from '../connectors/testing/targets.ts'
import { connectorOf } from '../connectors/testing/tools.ts'
import { whyNotThere } from './ask-exercise.ts'
import { type Rehearsal, rehearseOnTarget } from './rehearse-on-target.ts'

const REHEARSAL: Rehearsal = {
  key: { idempotencyKey: 'ex_1', fence: 1 },
  clock: () => performance.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  withinMs: 5_000,
  sending: (_way, _step, _key, send) => send(),
  signal: new AbortController().signal,
  goOn: () => undefined,
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const PASSWORDS = `${sha256('known')}:${sha256('next')}`

/* A real Redis: a user that is there for exercises is shut out and let in again. */
withDebian('redis', (target) => {
  let redis: Running
  beforeAll(async () => {
    redis = await startProgram((port, home) => {
      const settings = path.join(home, 'redis.conf')
      const lines = [
        `port ${port}`,
        'bind 127.0.0.1',
        'save ""',
        'user default off',
        'user exercise-bot on >known ~* +get',
        'user locked-bot off >known ~* +get',
        'user containment on >right +acl|getuser +acl|setuser +client|list +client|kill',
      ]
      fs.writeFileSync(settings, lines.join('\n'))
      return { program: target.file('usr/bin/redis-server'), words: [settings], env: target.env, isUp: listens }
    })
  })
  afterAll(() => redis.stop())

  test('an action is done and undone at the target, with how long the undo took, as often as one likes', async () => {
    for (const idempotencyKey of ['ex_1', 'ex_2']) {
      const key = { idempotencyKey, fence: 1 }
      const step = await tried(stage('exercise-bot'), { ...REHEARSAL, key })
      expect(step).toMatchObject({ passed: true, on: REDIS_USER.title, containment: 'contained', undo: 'restored' })
      expect(step.readback).toBe('The user is off; 0 connections are open.')
      expect(step.backAfterSeconds).toBeGreaterThan(0)
    }
  })

  test('a stand-in that is closed already or is not there fails with the reason, and nothing is sent', async () => {
    const reasonFor = async (account: string) => (await tried(stage(account))).problem
    expect(await reasonFor('locked-bot')).toContain('It is so already, so nothing was sent')
    expect(await reasonFor('nobody')).toContain('knows no user nobody')
    // It cannot close itself.
    expect(await reasonFor('containment')).toContain('itself')
  })

  test('a target that does not answer fails, and never throws', async () => {
    const away = { ...stage('exercise-bot'), connector: connect(1) }
    expect(await tried(away)).toMatchObject({ passed: false })
  })

  test('only what has a way back at the target is rehearsed there', () => {
    const at = stage('exercise-bot')
    expect(whyNotThere(at, 'disable-identity')).toBeNull()
    expect(whyNotThere(at, 'revoke-grants')).toContain('cannot do it')
    expect(
      whyNotThere({ ...at, connector: { ...at.connector, actions: ['revoke-grants'] } }, 'revoke-grants'),
    ).toContain('nothing takes it back')
    const oneWay = { ...at, connector: { ...at.connector, actions: ['disable-identity' as const] } }
    expect(whyNotThere(oneWay, 'disable-identity')).toContain('cannot take it back')
  })

  test('a rotation that nobody set up is not tried; set up, it is carried out with its overlap and taken back', async () => {
    const before = stage('exercise-bot')
    expect(before.connector.actions).not.toContain('rotate-secret')
    const other = stage('exercise-bot', { passwords: JSON.stringify({ somebody: PASSWORDS }), overlapMinutes: '0' })
    expect(await rehearseOnTarget(other, 'rotate-secret', REHEARSAL)).toEqual({
      notSetUp: 'No passwords are held for exercise-bot.',
    })
    const ready = stage('exercise-bot', {
      passwords: JSON.stringify({ 'exercise-bot': PASSWORDS }),
      overlapMinutes: '0',
    })
    expect(await rehearseOnTarget(ready, 'rotate-secret', REHEARSAL)).toMatchObject({ passed: true, undo: 'restored' })
  })

  async function tried(at: StagingTarget, rehearsal = REHEARSAL): Promise<ExerciseStep> {
    const step = await rehearseOnTarget(at, 'disable-identity', rehearsal)
    if ('notSetUp' in step) throw new Error(step.notSetUp)
    return step
  }

  function connect(port: number, more: Record<string, string> = {}) {
    const login = { host: '127.0.0.1', port: String(port), tls: 'off', user: 'containment', password: 'right' }
    const values = { ...login, ...more }
    return connectorOf(REDIS_USER, values)
  }

  function stage(account: string, more: Record<string, string> = {}): StagingTarget {
    return { connector: connect(redis.port, more), standIn: { account, credentialIds: [], tools: [] } }
  }
})
