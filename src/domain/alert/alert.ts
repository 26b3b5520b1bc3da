import * as z from 'zod'

/** Where the work stands. Apart from the disposition, which says what the alert turned out to be. */
export const STATUSES = ['new', 'acknowledged', 'in-progress', 'closed'] as const
export const Status = z.enum(STATUSES)
export type Status = z.infer<typeof Status>

export const DISPOSITIONS = ['undetermined', 'true-positive', 'benign-positive', 'false-positive'] as const
export const Disposition = z.enum(DISPOSITIONS)
export type Disposition = z.infer<typeof Disposition>
