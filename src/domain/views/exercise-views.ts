import * as z from 'zod'
import { ACTION_IDS } from '../action/action.ts'
import { Containment } from '../plan/plan.ts'

/** What one action of a playbook did when it was tried. */
export const ExerciseStep = z.object({
  action: z.enum(ACTION_IDS),
  /** Where it was tried: the twin, or a target for exercises by its name. */
  on: z.string(),
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

/** What stands in for an identity at a target for exercises: it is really closed and opened there, and nobody needs it. */
export const StandIn = z.strictObject({
  /** As the target calls it. */
  account: z.string().trim().min(1).max(400),
  credentialIds: z.array(z.string().trim().min(1).max(400)).max(20).readonly(),
  tools: z.array(z.string().trim().min(1).max(400)).max(20).readonly(),
})
export type StandIn = z.infer<typeof StandIn>

/** A playbook version and the evidence that it was tried: what the gate asks for before anything runs by itself. */
export const ExerciseView = z.object({
  playbook: z.object({ id: z.string(), version: z.number().int(), title: z.string() }),
  /** Of the newest exercise that passed and still counts for this version; null where there is none. Epoch ms UTC. */
  exercisedAt: z.number().int().nullable(),
  connector: z.string().nullable(),
  /** Its name; null where there is no evidence. */
  connectorTitle: z.string().nullable(),
  /** Until when it counts. */
  countsUntil: z.number().int().nullable(),
  isFresh: z.boolean(),
  /** The newest run here, passed or not. */
  last: z
    .object({
      at: z.number().int(),
      by: z.string(),
      /** Name of the connector that it was begun on. */
      on: z.string(),
      passed: z.boolean(),
      steps: z.array(ExerciseStep),
    })
    .nullable(),
})
export type ExerciseView = z.infer<typeof ExerciseView>
