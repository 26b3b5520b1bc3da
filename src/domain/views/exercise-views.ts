import * as z from 'zod'
import { ACTION_IDS } from '../action/action.ts'
import { Containment } from '../plan/plan.ts'

/** What one action of a playbook did when it was tried. */
export const ExerciseStep = z.object({
  action: z.enum(ACTION_IDS),
  passed: z.boolean(),
  /** What went wrong, in words; null where nothing did. */
  problem: z.string().nullable(),
  containment: Containment,
  readback: z.string(),
  /** Consumers that stopped, by name. */
  broke: z.array(z.string()).readonly(),
  undo: z.enum(['restored', 'not-restored', 'for-good', 'nothing-to-undo']),
  /** After the undo, until everybody who comes back by themselves was back; null where that did not happen. */
  backAfterSeconds: z.number().int().nullable(),
  /** Consumers that an undo does not bring back: somebody has to start them. */
  stayDown: z.array(z.string()).readonly(),
})
export type ExerciseStep = z.infer<typeof ExerciseStep>

/** A playbook version and the evidence that it was tried: what the gate asks for before anything runs by itself. */
export const ExerciseView = z.object({
  playbook: z.object({ id: z.string(), version: z.number().int(), title: z.string() }),
  /** Of the newest exercise that passed and still counts for this version; null where there is none. Epoch ms UTC. */
  exercisedAt: z.number().int().nullable(),
  connector: z.string().nullable(),
  /** Until when it counts. */
  countsUntil: z.number().int().nullable(),
  isFresh: z.boolean(),
  /** The newest run here, passed or not. */
  last: z
    .object({ at: z.number().int(), by: z.string(), passed: z.boolean(), steps: z.array(ExerciseStep) })
    .nullable(),
})
export type ExerciseView = z.infer<typeof ExerciseView>
