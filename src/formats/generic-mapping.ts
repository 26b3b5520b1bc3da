import * as z from 'zod'
import { IDENTITY_KINDS, NAME_KINDS, SEVERITIES } from '../domain/signal/signal.ts'

/**
 * The mapping document of a source we never heard of: JSON Pointers into its records, one for each field of a Signal.
 * It is data, edited without code, and holds no expression: what it can say is where a value stands and what it means.
 */

const Pointer = z
  .string()
  .max(512)
  .regex(/^(\/([^~/]|~[01])*)+$/, 'a JSON Pointer begins with / and escapes ~ as ~0 and / as ~1')

/** Where a text comes from: one pointer, several of which the first that gives a text counts, or a constant. */
const Source = z.union([
  Pointer,
  z.array(Pointer).min(1).max(10),
  z.strictObject({ constant: z.string().min(1).max(1024) }),
])
export type Source = z.infer<typeof Source>

const Time = z.strictObject({
  from: z.union([Pointer, z.array(Pointer).min(1).max(10)]),
  /** Of epoch numbers; without it the unit is guessed from the size and the alert says so. */
  unit: z.enum(['s', 'ms', 'us', 'ns']).optional(),
})
export type Time = z.infer<typeof Time>

const Identity = z.strictObject({
  kind: z.enum(IDENTITY_KINDS),
  label: Source.optional(),
  /** Most lasting first; the kinds decide how an identity is matched. */
  names: z
    .array(z.strictObject({ kind: z.enum(NAME_KINDS), from: Source }))
    .min(1)
    .max(20),
})
export type Identity = z.infer<typeof Identity>

const Condition = z.union([
  z.strictObject({ at: Pointer, equals: z.union([z.string(), z.number(), z.boolean()]) }),
  z.strictObject({ at: Pointer, exists: z.literal(true) }),
])
export type Condition = z.infer<typeof Condition>

const Fields = z.strictObject({
  id: Source,
  /** Values that together make two records one alert; the id where this is missing. */
  dedup: z.array(Source).min(1).max(10).optional(),
  type: Source,
  title: Source,
  description: Source.optional(),
  severity: z.strictObject({
    from: Source,
    /** The source's word, in any case, to ours. A word without an entry is `unknown`. */
    map: z.record(z.string(), z.enum(SEVERITIES)).optional(),
  }),
  /** `scale` is the source's upper end: 1 for 0–1, 100 for 0–100. */
  confidence: z.strictObject({ from: Pointer, scale: z.union([z.literal(1), z.literal(100)]) }).optional(),
  observedAt: Time,
  firstSeenAt: Time.optional(),
  lastSeenAt: Time.optional(),
  actor: Identity.optional(),
  affected: z.array(Identity).max(10).optional(),
  sessions: z.array(Source).max(10).optional(),
  credentials: z
    .array(z.strictObject({ kind: z.string().min(1).max(100), from: Source }))
    .max(10)
    .optional(),
  resources: z
    .array(z.strictObject({ type: Source.optional(), id: Source, name: Source.optional() }))
    .max(10)
    .optional(),
  ip: Source.optional(),
  asn: Source.optional(),
  organization: Source.optional(),
  country: Source.optional(),
  city: Source.optional(),
  account: Source.optional(),
  region: Source.optional(),
  userAgent: Source.optional(),
  operation: Source.optional(),
  service: Source.optional(),
  tool: Source.optional(),
  labels: z.record(z.string().min(1).max(128), Source).optional(),
  attacks: z.array(Source).max(10).optional(),
  status: z
    .strictObject({
      from: Source,
      map: z.record(z.string(), z.enum(['new', 'in-progress', 'suppressed', 'resolved', 'archived'])).optional(),
    })
    .optional(),
  sample: Condition.optional(),
  link: Source.optional(),
})

export const Mapping = z.strictObject({
  name: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a format is named in lower case with hyphens, e.g. acme-edr'),
  title: z.string().min(1).max(200),
  vendor: z.string().min(1).max(200),
  product: z.string().min(1).max(200),
  form: z.enum(['finding', 'event']),
  /** Where a transport envelope keeps its list of records. */
  records: Pointer.optional(),
  /** All must hold for `auto` to take a record for this format; without any it is only used by name. */
  recognise: z.array(Condition).max(10).optional(),
  fields: Fields,
})
export type Mapping = z.infer<typeof Mapping>
