import * as z from 'zod'
import { Dependency, IdentityFacts } from '../../domain/identity/identity.ts'

const { provenance: _provenance, ...facts } = IdentityFacts.shape

/**
 * What an import may say about one identity. Only the kind and a name are needed; what is left out stays as it is, and null
 * says that nobody knows. `id` finds the one that was exported; without it the names do, by exact bytes.
 */
export const IdentityInput = z.strictObject({
  ...z.object(facts).partial().shape,
  name: facts.name,
  kind: facts.kind,
  names: facts.names.min(1),
  id: z.string().max(100).optional(),
  /** Replaces all of its dependencies. */
  dependencies: z
    .array(
      z.strictObject({
        ...Dependency.omit({ identityId: true, source: true, observedAt: true }).shape,
        id: z.string().min(1).max(100),
        from: z.string().max(256).nullish(),
        identityId: z.string().max(100).optional(),
        source: z.string().max(120).optional(),
        observedAt: z.number().int().optional(),
      }),
    )
    .max(2000)
    .optional(),
  // An export carries these; they are ours to say.
  claimed: z.unknown().optional(),
  version: z.unknown().optional(),
  isSample: z.unknown().optional(),
  provenance: z.unknown().optional(),
})
export type IdentityInput = z.infer<typeof IdentityInput>

/** What a person may change by hand. */
export const IdentityChange = z
  .strictObject({
    ...z.object(facts).pick({
      description: true,
      environment: true,
      businessOwner: true,
      technicalOwner: true,
      criticality: true,
      privilege: true,
      tenancy: true,
      trustDomain: true,
      sensitiveResources: true,
      consumersKnown: true,
    }).shape,
    kind: facts.kind,
    /** True says: I have checked that it is as it stands here. */
    validated: z.literal(true),
  })
  .partial()
  .extend({ reason: z.string().trim().min(3).max(2000) })
export type IdentityChange = z.infer<typeof IdentityChange>

/** The first thing wrong, in one line with its place. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'it does not match the schema'
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : null
  const at = issue.path.map(String).join('/')
  if (keys !== null) return `unknown field ${at === '' ? '' : `${at}/`}${keys}`
  return `${at === '' ? 'the record' : at}: ${issue.message}`
}
