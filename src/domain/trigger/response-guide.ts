import * as z from 'zod'
import { ACTION_OWNERS, type ActionId } from '../action/action-words.ts'
import { actionOf } from '../action/catalogue.ts'
import { ATTACK_TECHNIQUES } from '../framework/attack.ts'
import { labelOf } from '../framework/frameworks.ts'
import { PRESERVE, PRESERVE_WORDS } from './preserve.ts'
import type { Trigger } from './trigger.ts'

const Owner = z.enum(ACTION_OWNERS)

/** What a trigger says to the people who respond, with every name spelt out. Decides nothing. */
export const ResponseGuide = z.object({
  owners: z.object({ triage: Owner, contain: Owner, recover: Owner }),
  /** To be saved before the first step runs, in this order. */
  preserve: z.array(z.object({ id: z.enum(PRESERVE), says: z.string() })).readonly(),
  /** ATT&CK first. Its list is open: a technique that is not known here has no title. */
  labels: z.array(z.object({ framework: z.string(), id: z.string(), title: z.string().nullable() })).readonly(),
})
export type ResponseGuide = z.infer<typeof ResponseGuide>

/**
 * The guide of a trigger for one action, or null where no trigger fired. Where the trigger names nobody to contain, the catalogue
 * does; where it names nobody to recover, whoever contained also brings back. Without an action the SOC keeps it.
 */
export function responseGuide(trigger: Trigger | null, action: ActionId | null): ResponseGuide | null {
  if (trigger === null) return null
  const { owners, preserve, frameworks } = trigger.response
  const contain = owners.contain ?? (action === null ? 'soc' : actionOf(action).owner)
  return {
    owners: { triage: owners.triage, contain, recover: owners.recover ?? contain },
    preserve: preserve.map((id) => ({ id, says: PRESERVE_WORDS[id] })),
    labels: [
      ...trigger.attacks.map((id) => ({ framework: 'attack', id, title: ATTACK_TECHNIQUES[id] ?? null })),
      ...frameworks.map(labelOf).filter((label) => label !== null),
    ],
  }
}
