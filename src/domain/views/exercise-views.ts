import * as z from 'zod'
import { ACTION_IDS } from '../action/action.ts'
import { Containment } from '../plan/plan.ts'

/** How far one action of an exercise is: `doing` may have reached the target, `undoing` is being taken back there. */
export const EXERCISE_STEP_STATES = ['waiting', 'doing', 'undoing', 'done'] as const

/** What one action of a playbook did when it was tried. Of one that is not `done` only where it is tried is known. */
export const ExerciseStep = z.object({
  action: z.enum(ACTION_IDS),
  state: z.enum(EXERCISE_STEP_STATES),
  /** Where it was tried: the twin, or a target for exercises by its name. */
  on: z.string(),
  /** Why it was tried on the twin though the exercise was begun on a target, in words; null where it was not. */
  notThere: z.string().nullable(),
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

/**
 * `waiting` for a gateway, or for another exercise on the same target. `broken-off`: it ended without saying anything about the
 * playbook; `note` says what was left. The evidence that stood before is touched by `passed` and `failed` alone.
 */
export const EXERCISE_STATES = ['waiting', 'running', 'passed', 'failed', 'broken-off'] as const

/** One exercise of one playbook version, from the moment somebody asked for it. */
export const ExerciseRun = z.object({
  id: z.string(),
  playbook: z.object({ id: z.string(), version: z.number().int(), title: z.string() }),
  /** `twin`, or the id of the target for exercises that it was begun on. */
  connector: z.string(),
  /** Its name. */
  on: z.string(),
  by: z.string(),
  state: z.enum(EXERCISE_STATES),
  /** Epoch ms UTC, as both below: when a gateway began it, and when it was over. */
  askedAt: z.number().int(),
  begunAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  /** In the order of the playbook, each action once. */
  steps: z.array(ExerciseStep),
  /** What the target could do besides and this playbook version does not ask for, so that it was not exercised. */
  notAsked: z.array(z.enum(ACTION_IDS)),
  /** Why it waits, what happened on the way, or what was left; null where there is nothing to say. */
  note: z.string().nullable(),
})
export type ExerciseRun = z.infer<typeof ExerciseRun>

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
  /** It belongs to the invented past of the sample estate: nothing was carried out here, and with the sample it goes. */
  isSample: z.boolean(),
  /** The one that waits or is under way, the first one asked for where there are several; null where there is none. */
  current: ExerciseRun.nullable(),
  /** The newest one that is over, however it ended. */
  last: ExerciseRun.nullable(),
})
export type ExerciseView = z.infer<typeof ExerciseView>
