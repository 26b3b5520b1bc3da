import * as z from 'zod'
import { Role } from '../people/person.ts'
import { Verdict } from '../people/verdict.ts'

export const MOST_SEARCH_LENGTH = 4_000
export const MOST_NAME_LENGTH = 80

/** Who finds a view in the list: its owner, or everybody of the owner's team. */
export const Audience = z.enum(['private', 'team'])
export type Audience = z.infer<typeof Audience>

/**
 * The search part of the queue's URL, without `?`. To everybody but the queue it is a bounded line of text that nobody parses,
 * so a view outlives the query language that it was written in: what the queue of that day cannot read, it says.
 */
const Search = z
  .string()
  .max(MOST_SEARCH_LENGTH)
  .regex(/^(?!\?)[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'one line without control characters, without its “?”')

/** A view of the queue as it is written. */
export const SavedViewDraft = z.strictObject({
  name: z.string().trim().min(1).max(MOST_NAME_LENGTH),
  search: Search,
  audience: Audience,
})
export type SavedViewDraft = z.infer<typeof SavedViewDraft>

/** A saved view as its readers see it. Times are epoch ms UTC. */
export const SavedView = z.object({
  id: z.string(),
  /** Shown as `V-7`. */
  number: z.number().int(),
  name: z.string(),
  search: z.string(),
  audience: Audience,
  /** Of its owner when it was saved. */
  team: z.string(),
  owner: z.object({ id: z.string(), name: z.string() }),
  /** Roles of that team whose queue opens with it. At most one view of a team for each. */
  defaultFor: z.array(Role).readonly(),
  /** Rises with every change; `If-Match` on updates. */
  version: z.number().int(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
  isMine: z.boolean(),
  mayChange: Verdict,
  /** Whether they may say whose queue opens with it, once it is shared. */
  mayChooseDefault: Verdict,
})
export type SavedView = z.infer<typeof SavedView>
