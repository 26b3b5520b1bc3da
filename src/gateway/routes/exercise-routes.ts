import { createRoute, z } from '@hono/zod-openapi'
import { ExerciseRun, ExerciseView } from '../../domain/views/exercise-views.ts'
import { askExercise } from '../exercises/ask-exercise.ts'
import { listExercises, viewExercise } from '../exercises/view-exercise.ts'
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

const one = createRoute({
  method: 'get',
  path: '/exercises/{id}',
  tags: ['connectors'],
  summary: 'One exercise: how far it is, or what came of it',
  request: { params: z.object({ id: z.string().max(100) }) },
  responses: { 200: json(ExerciseRun, 'As it stands now'), ...problems },
})

const ask = createRoute({
  method: 'post',
  path: '/playbooks/{id}/exercises',
  tags: ['connectors'],
  summary: 'Exercise a playbook now, on the twin or on a target for exercises',
  description:
    'Answers at once; a gateway carries it out. While one of this version waits or is under way there, that one is the answer.',
  request: {
    params: z.object({ id: z.string().max(100) }),
    // Left out: on the twin.
    query: z.object({ connector: z.string().max(100).optional() }),
  },
  responses: { 202: json(ExerciseRun, 'It waits for a gateway; its address is in Location'), ...problems },
})

export function exerciseRoutes(gateway: Gateway) {
  return newApi()
    .openapi(list, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json({ items: await listExercises(gateway) }, 200)
    })
    .openapi(one, async (c) => {
      await requireMay(gateway, c, 'read')
      return c.json(await viewExercise(gateway, c.req.valid('param').id), 200)
    })
    .openapi(ask, async (c) => {
      const person = await requireMay(gateway, c, 'run-exercise')
      const { connector } = c.req.valid('query')
      const id = await askExercise(gateway, c.req.valid('param').id, personActor(person), connector)
      c.header('Location', `/api/exercises/${id}`)
      return c.json(await viewExercise(gateway, id), 202)
    })
}
