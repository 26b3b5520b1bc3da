import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StagingTarget } from '../connectors/desk.ts'
import { REDIS_USER } from '../connectors/redis/redis-user.ts'
import { listens, type Running, startProgram, withDebian } from '../connectors/testing/targets.ts'
import { connectorOf } from '../connectors/testing/tools.ts'
import { canRehearse, rehearseOnTarget } from './rehearse-on-target.ts'

const REHEARSAL = {
  key: 'ex_1',
  clock: () => performance.now(),
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  withinMs: 5_000,
}

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
    for (const key of ['ex_1', 'ex_2']) {
      const step = await rehearseOnTarget(stage('exercise-bot'), 'disable-identity', { ...REHEARSAL, key })
      expect(step).toMatchObject({ passed: true, on: REDIS_USER.title, containment: 'contained', undo: 'restored' })
      expect(step.readback).toBe('The user is off; 0 connections are open.')
      expect(step.backAfterSeconds).toBeGreaterThan(0)
    }
  })

  test('a stand-in that is closed already or is not there fails with the reason, and nothing is sent', async () => {
    const reasonFor = async (account: string) =>
      (await rehearseOnTarget(stage(account), 'disable-identity', REHEARSAL)).problem
    expect(await reasonFor('locked-bot')).toContain('It is so already, so nothing was sent')
    expect(await reasonFor('nobody')).toContain('knows no user nobody')
    // It cannot close itself.
    expect(await reasonFor('containment')).toContain('itself')
  })

  test('a target that does not answer fails, and never throws', async () => {
    const away = { ...stage('exercise-bot'), connector: connect(1) }
    expect(await rehearseOnTarget(away, 'disable-identity', REHEARSAL)).toMatchObject({ passed: false })
  })

  test('only what has a way back at the target is rehearsed there', () => {
    const at = stage('exercise-bot')
    expect(canRehearse(at, 'disable-identity')).toBe(true)
    expect(canRehearse(at, 'revoke-grants')).toBe(false)
    const oneWay = { ...at, connector: { ...at.connector, actions: ['disable-identity' as const] } }
    expect(canRehearse(oneWay, 'disable-identity')).toBe(false)
  })

  function connect(port: number) {
    const values = { host: '127.0.0.1', port: String(port), tls: 'off', user: 'containment', password: 'right' }
    return connectorOf(REDIS_USER, values)
  }

  function stage(account: string): StagingTarget {
    return { connector: connect(redis.port), standIn: { account, credentialIds: [], tools: [] } }
  }
})
