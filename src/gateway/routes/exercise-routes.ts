import { createRoute, z } from '@hono/zod-openapi'
import { ExerciseView } from '../../domain/views/exercise-views.ts'
import { listExercises } from '../exercises/list-exercises.ts'
import { runExercise } from '../exercises/run-exercise.ts'
import type { Gateway } from '../gateway.ts'
import { json, newApi, problems } from '../http/api.ts'
import { requireMay } from '../http/permission.ts'
import { personActor } from '../store/estate.ts'

const Exercises = z.object({ items: z.array(ExerciseView) })

const list = createRoute({
  method: 'get',
  path: '/exercises',
  tags: ['connectors'],
  summary: 'Every playbook with the evidence that it was exercised',
  responses: { 200: json(Exercises, 'In the order of the catalogue'), ...problems },
})

const run = createRoute({
  method: 'post',
  path: '/playbooks/{id}/exercises',
  tags: ['connectors'],
  summary: 'Exercise a playbook now, on the twin or on a target for exercises',
  request: {
    params: z.object({ id: z.string().max(100) }),
    // Left out: on the twin.
    query: z.object({ connector: z.string().max(100).optional() }),
  },
  responses: { 201: json(Exercises, 'Every playbook, this one with its new evidence'), ...problems },
})

export function exerciseRoutes(gateway: Gateway) {
  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json({ items: await listExercises(gateway) }, 200)
    })
    .openapi(run, async (c) => {
      const person = await requireMay(gateway, c, 'run-exercise')
      await runExercise(gateway, c.req.valid('param').id, personActor(person), c.req.valid('query').connector)
      return c.json({ items: await listExercises(gateway) }, 201)
    })
}
