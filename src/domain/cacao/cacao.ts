import * as z from 'zod'
import { ACTION_IDS } from '../action/action.ts'
import type { Sha256 } from '../hash/sha256.ts'
import { toHex } from '../hash/sha256.ts'
import { utf8 } from '../json/utf8.ts'

/** The extension under which a step carries what CACAO 2.0 has no words for: the catalogue action, its order, its part. */
export const EXTENSION = 'extension-definition--5c1f1d8a-6a3e-5b57-9c1e-2f0b7a4d9e10'

/** `contain` and `undo` carry an action of the catalogue out; `approve` asks a person, which our own gate does again. */
export const StepExtension = z.object({
  role: z.enum(['contain', 'undo', 'approve']),
  action: z.enum(ACTION_IDS).nullable(),
  /** Place in the course, from 1, and the places that it waits for: a workflow of levels says less. */
  ordinal: z.number().int().min(1).nullable(),
  after: z.array(z.number().int().min(1)).max(20),
})
export type StepExtension = z.infer<typeof StepExtension>

const Identifier = z
  .string()
  .max(120)
  .regex(/^[a-z][a-z0-9-]+[a-z0-9]--[0-9a-fA-F-]{36}$/)

/** A workflow step as far as it is read here; everything else of it is kept in the document and changes nothing. */
export const CacaoStep = z.looseObject({
  type: z.string().max(40),
  name: z.string().max(500).optional(),
  description: z.string().max(5_000).optional(),
  delay: z.number().optional(),
  on_completion: Identifier.optional(),
  on_success: Identifier.optional(),
  on_failure: Identifier.optional(),
  commands: z
    .array(z.looseObject({ type: z.string().max(40) }))
    .max(50)
    .optional(),
  out_args: z.array(z.string().max(210)).max(50).optional(),
  next_steps: z.array(Identifier).max(50).optional(),
  condition: z.string().max(2_000).optional(),
  on_true: Identifier.optional(),
  on_false: Identifier.optional(),
  step_extensions: z.record(z.string(), z.unknown()).optional(),
  step_variables: z.record(z.string(), z.unknown()).optional(),
})
export type CacaoStep = z.infer<typeof CacaoStep>

export const MOST_STEPS = 200

export const CacaoPlaybook = z.looseObject({
  type: z.literal('playbook'),
  spec_version: z.literal('cacao-2.0'),
  id: Identifier.startsWith('playbook--'),
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5_000).optional(),
  created_by: Identifier,
  created: z.iso.datetime(),
  modified: z.iso.datetime(),
  revoked: z.boolean().optional(),
  playbook_variables: z.record(z.string().max(210), z.looseObject({ type: z.string().max(40) })).optional(),
  workflow_start: Identifier,
  workflow_exception: Identifier.optional(),
  workflow: z
    .record(Identifier, CacaoStep)
    .refine((steps) => Object.keys(steps).length <= MOST_STEPS, `more than ${MOST_STEPS} steps`),
})
export type CacaoPlaybook = z.infer<typeof CacaoPlaybook>

/** A name-based identifier: the same name gives the same one, so that a playbook that is exported twice is one playbook. */
export function identifierOf(type: string, name: string, sha256: Sha256): string {
  const hex = toHex(sha256(utf8(`sluicegate ${type} ${name}`)))
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4] ?? '8'
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return `${type}--${uuid.join('-')}`
}
