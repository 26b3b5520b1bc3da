import * as z from 'zod'
import { APPROVER_DOMAINS } from './domains.ts'

export const ROLES = [
  'analyst',
  'approver',
  'manager',
  'auditor',
  'trigger-engineer',
  'integrator',
  'break-glass',
] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/** A person of the console. `id` is the immutable subject: people are compared by it, never by name. */
export const Person = z.object({
  id: z.string(),
  name: z.string().min(1).max(120),
  team: z.string().min(1).max(120),
  roles: z.array(Role).min(1),
  /** For which kinds of systems they answer as an approver; another manager gives them. */
  domains: z.array(z.enum(APPROVER_DOMAINS)).readonly(),
})
export type Person = z.infer<typeof Person>
