import { describe, expect, test } from 'vitest'
import type { ExercisePoint } from '../exercises/carry-out.ts'
import { openLamp } from './exercise-lamp.ts'
import { begin, carryOut, codesOf, HASTE, runnerOf, runOf, viewOf } from './exercise-world.ts'
import type { OpenWorld, World } from './gateway-kit.ts'

const LEASE_OVER_MS = 40_000
const PATIENTLY = { timeout: 20_000 }
const PLAYBOOK = 'leaked-credential'

/** Exercises as jobs: whoever carries one out on a target may die, be stopped, or sleep, and the stand-in is left as it was. */
export function describeExerciseJobs(openWorld: OpenWorld): void {
  /** A gateway begins it and is gone at the `nth` time that it comes to a point; then the time of its lease passes. */
  const dieAt = async (world: World, point: ExercisePoint, nth = 1) => {
    let seen = 0
    const reach = (reached: ExercisePoint) => {
      if (reached === point) seen += 1
      return reached === point && seen === nth ? Promise.reject(new Error('killed')) : Promise.resolve()
    }
    const dying = runnerOf(world, { holder: 'dead', exercise: { ...HASTE, reach } })
    const rounds = async () => {
      for (let round = 0; round < 20; round += 1) await dying.tick()
    }
    await expect(rounds()).rejects.toThrow('killed')
    world.clock.now += LEASE_OVER_MS
  }

  describe('exercises as jobs', () => {
    for (const [point, nth, left] of [
      ['claimed', 1, ''],
      ['recorded', 1, 'Nothing of “Disable the identity” on exercise-bot was left'],
      ['sent', 1, '“Disable the identity” on exercise-bot was left and is taken back'],
      ['recorded', 2, '“Disable the identity” on exercise-bot was left and is taken back'],
      ['sent', 2, 'Nothing of “Disable the identity” on exercise-bot was left'],
    ] as const) {
      const when = `${nth === 1 ? 'an action' : 'its undo'} is ${point}`
      test(`a gateway that dies when ${when} leaves the stand-in to the next, which puts it right and tries it anew`, async () => {
        const { world, lamp, id } = await openLamp(openWorld)
        const asked = await begin(world, PLAYBOOK, id)
        await dieAt(world, point, nth)
        const run = await carryOut(world, asked.id, { holder: 'b' })
        expect(run).toMatchObject({ state: 'passed' })
        expect(run.note).toContain('A gateway did not come back in the middle of it.')
        expect(run.note).toContain(left)
        expect(run.steps.find(({ on }) => on !== 'twin')).toMatchObject({ passed: true, undo: 'restored' })
        expect(lamp.isOff).toBe(false)
        const codes = await codesOf(world)
        expect(codes.filter((code) => code === 'exercise.begun')).toHaveLength(1)
        expect(codes.includes('exercise.taken-over')).toBe(left !== '')
        expect(codes.at(-1)).toBe('exercise.passed')
      })
    }

    test('where the next gateway cannot tell what was left it is broken off, says so, and says nothing of the playbook', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const asked = await begin(world, PLAYBOOK, id)
      await dieAt(world, 'sent')
      lamp.isDark = true
      const run = await carryOut(world, asked.id)
      expect(run).toMatchObject({ state: 'broken-off' })
      expect(run.note).toContain('Whether “Disable the identity” on exercise-bot stands cannot be read')
      expect(await viewOf(world, PLAYBOOK)).toMatchObject({ exercisedAt: null, last: { id: asked.id } })
      expect((await codesOf(world)).slice(-2)).toEqual(['exercise.taken-over', 'exercise.broken-off'])
    })

    test('where what was left cannot be taken back the exercise has failed, with what is to be done by hand', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const asked = await begin(world, PLAYBOOK, id)
      await dieAt(world, 'sent')
      lamp.sticks = true
      const run = await carryOut(world, asked.id)
      expect(run).toMatchObject({ state: 'failed' })
      expect(run.note).toContain('was left: take it back by hand')
    })

    test('an exercise that takes gateway after gateway with it is broken off, with the stand-in as it was', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const asked = await begin(world, PLAYBOOK, id)
      for (let time = 0; time < 3; time += 1) await dieAt(world, 'sent', time === 0 ? 1 : 2)
      const run = await carryOut(world, asked.id)
      expect(run).toMatchObject({ state: 'broken-off' })
      expect(run.note).toContain('not tried again')
      expect(lamp.isOff).toBe(false)
    })

    test('a gateway that was thought dead and wakes up sends nothing and writes nothing any more', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const asked = await begin(world, PLAYBOOK, id)
      const { promise: sleep, resolve: wakeUp } = Promise.withResolvers<void>()
      const { promise: isAsleep, resolve: fallAsleep } = Promise.withResolvers<void>()
      const reach = async (point: ExercisePoint) => {
        if (point !== 'sent') return
        fallAsleep()
        await sleep
      }
      const sleeper = runnerOf(world, { holder: 'sleeper', exercise: { ...HASTE, reach } })
      const sleeping = (async () => {
        for (let round = 0; round < 20; round += 1) await sleeper.tick()
      })()
      await isAsleep
      world.clock.now += LEASE_OVER_MS
      const run = await carryOut(world, asked.id, { holder: 'b' })
      const entries = (await codesOf(world)).length
      wakeUp()
      await sleeping
      expect(await runOf(world, asked.id)).toEqual(run)
      expect((await codesOf(world)).length).toBe(entries)
      expect(lamp.sent).toEqual(['close', 'open', 'close', 'open'])
    })

    test('a gateway that is stopped in the middle hands it over at once, and that counts as no death', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const asked = await begin(world, PLAYBOOK, id)
      const reach = (point: ExercisePoint) => {
        if (point === 'sent') void leaving.stop()
        return Promise.resolve()
      }
      const leaving = runnerOf(world, { holder: 'leaving', exercise: { ...HASTE, reach } })
      for (let round = 0; round < 20 && lamp.sent.length === 0; round += 1) await leaving.tick()
      expect(await runOf(world, asked.id)).toMatchObject({ state: 'running' })
      const run = await carryOut(world, asked.id, { holder: 'b' })
      expect(run).toMatchObject({ state: 'passed', note: expect.stringContaining('It was interrupted.') as string })
      expect(lamp.isOff).toBe(false)
    })

    test('one exercise at a time on a target: the next one waits and says for what', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const { promise, resolve: goOn } = Promise.withResolvers<void>()
      lamp.before = promise
      const first = await begin(world, PLAYBOOK, id)
      world.clock.now += 1
      const second = await begin(world, 'stolen-session', id)
      const running = carryOut(world, first.id)
      await expect
        .poll(async () => (await runOf(world, first.id)).steps.map(({ state }) => state), PATIENTLY)
        .toContain('doing')
      const other = runnerOf(world, { holder: 'b' })
      for (let round = 0; round < 5; round += 1) await other.tick()
      expect(await runOf(world, second.id)).toMatchObject({
        state: 'waiting',
        note: expect.stringContaining('Waits for the target') as string,
      })
      goOn()
      expect(await running).toMatchObject({ state: 'passed' })
      expect(await carryOut(world, second.id)).toMatchObject({ state: 'passed' })
    })

    test('a stop in the middle sends nothing more, not even the undo; released, the stand-in is put right and it goes on', async () => {
      const { world, lamp, id } = await openLamp(openWorld)
      const asked = await begin(world, PLAYBOOK, id)
      const reach = async (point: ExercisePoint) => {
        if (point === 'sent' && lamp.sent.length === 1) {
          await world.send('ines', 'POST', '/api/stops', { reason: 'wrong estate' })
        }
      }
      const runner = runnerOf(world, { exercise: { ...HASTE, reach } })
      for (let round = 0; round < 20; round += 1) {
        await runner.tick()
        world.clock.now += 1_000
      }
      expect(lamp.sent).toEqual(['close'])
      expect(await runOf(world, asked.id)).toMatchObject({
        state: 'running',
        note: expect.stringMatching(/Waits until it may go on. Stop 1 by Ines: wrong estate. .*stands there/) as string,
      })
      const { items } = await world.get<{ items: { id: string }[] }>('ines', '/api/stops')
      for (const who of ['noor', 'mira'] as const) {
        await world.send(who, 'POST', `/api/stops/${items[0]?.id}/release`, { reason: 'It is the right one' })
      }
      world.clock.now += 5_000
      expect(await carryOut(world, asked.id)).toMatchObject({ state: 'passed' })
      expect(lamp.sent).toEqual(['close', 'open', 'close', 'open'])
    })
  })
}
