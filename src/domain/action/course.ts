import * as z from 'zod'
import { ON_FAILURE } from '../plan/plan-words.ts'
import { ACTION_IDS } from './action.ts'

/** One action of a course, with the places (from 1) of those whose effect must be read back before it. Only smaller places. */
export const CourseStep = z.object({
  action: z.enum(ACTION_IDS),
  after: z.array(z.number().int().min(1)).max(20).readonly(),
})
export type CourseStep = z.infer<typeof CourseStep>

/** Actions with dependencies between them: carried out in that order, beside each other where none waits for the other. */
export const Course = z.object({
  steps: z.array(CourseStep).min(1).max(20).readonly(),
  onFailure: z.enum(ON_FAILURE),
})
export type Course = z.infer<typeof Course>

/** The course of a decision: its one action. What is contained stays contained if part of it fails. */
export function courseOf(action: CourseStep['action']): Course {
  return { steps: [{ action, after: [] }], onFailure: 'keep' }
}
