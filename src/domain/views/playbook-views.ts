import * as z from 'zod'
import { Course } from '../action/course.ts'

/** A course that somebody brought in, in its newest version. */
export const OwnPlaybookView = z.object({
  id: z.string(),
  version: z.number().int(),
  title: z.string(),
  /** As the document calls itself. */
  cacaoId: z.string(),
  course: Course,
  importedBy: z.string(),
  importedAt: z.number().int(),
})
export type OwnPlaybookView = z.infer<typeof OwnPlaybookView>
