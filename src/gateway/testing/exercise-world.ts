import { expect } from 'vitest'
import type { ExerciseRun, ExerciseView } from '../../domain/views/exercise-views.ts'
import type { ExerciseOptions } from '../exercises/carry-out.ts'
import { createRunner, type RunnerOptions } from '../runner/runner.ts'
import { auditEntries } from './audit-check.ts'
import type { PersonName, World } from './gateway-kit.ts'

/** Nobody waits in tests: a target has 20 ms for each action. */
export const HASTE: Partial<ExerciseOptions> = {
  wait: () => Promise.resolve(),
  withinMs: () => 20,
}

/** Asks for an exercise, expected to be taken, and carries it out to its end. */
export async function exercise(
  world: World,
  playbook: string,
  connector?: string,
  who: PersonName = 'edda',
): Promise<ExerciseRun> {
  const asked = await ask(world, playbook, connector, who)
  expect(asked.status).toBe(202)
  const { id } = (await asked.json()) as ExerciseRun
  return carryOut(world, id)
}

export function ask(world: World, playbook: string, connector?: string, who: PersonName = 'edda'): Promise<Response> {
  const on = connector === undefined ? '' : `?connector=${connector}`
  return world.send(who, 'POST', `/api/playbooks/${playbook}/exercises${on}`)
}

/** As it stands right after somebody asked for it. */
export async function begin(world: World, playbook: string, connector?: string): Promise<ExerciseRun> {
  return (await (await ask(world, playbook, connector)).json()) as ExerciseRun
}

/** Codes of the entries about exercises, in order. */
export async function codesOf(world: World): Promise<readonly string[]> {
  return (await auditEntries(world)).map(({ code }) => code).filter((code) => code.startsWith('exercise.'))
}

/** Rounds of one gateway until this exercise is over. */
export async function carryOut(world: World, id: string, options: Partial<RunnerOptions> = {}): Promise<ExerciseRun> {
  const runner = runnerOf(world, options)
  for (let round = 0; round < 50; round += 1) {
    const run = await runOf(world, id)
    if (run.endedAt !== null) return run
    await runner.tick()
    world.clock.now += 1
  }
  throw new Error(`exercise ${id} did not end`)
}

/** Rounds until nothing is to be done. */
export async function settle(world: World): Promise<void> {
  const runner = runnerOf(world)
  for (let round = 0; round < 50 && (await runner.tick()); round += 1) world.clock.now += 1
}

export function runnerOf(world: World, options: Partial<RunnerOptions> = {}) {
  return createRunner(world.gateway, { holder: 'a', automatic: false, exercise: HASTE, ...options })
}

export function runOf(world: World, id: string): Promise<ExerciseRun> {
  return world.get<ExerciseRun>('ines', `/api/exercises/${id}`)
}

export async function viewOf(world: World, id: string): Promise<ExerciseView> {
  const { items } = await world.get<{ items: ExerciseView[] }>('ines', '/api/exercises')
  const found = items.find(({ playbook }) => playbook.id === id)
  if (found === undefined) throw new Error(`there is no ${id}`)
  return found
}
