import * as z from 'zod'
import { THREATS } from '../action/action.ts'
import { ENVIRONMENTS } from '../identity/identity.ts'
import { IDENTITY_KINDS } from '../signal/signal.ts'

/** The `sluicegate:` block of a Sigma rule: what response begins when it fires. */
export const ResponseBlock = z.strictObject({
  threatens: z.enum(THREATS),
  /** 0–100: how often it is right, as its author says, until enough of its alerts are judged. */
  confidence: z.number().int().min(0).max(100),
  playbook: z.string().min(1),
  scope: z
    .strictObject({
      kinds: z.array(z.enum(IDENTITY_KINDS)).optional(),
      environments: z.array(z.enum(ENVIRONMENTS)).optional(),
    })
    .default({}),
  automation: z
    .strictObject({ allowed: z.boolean(), threshold: z.number().int().min(0).max(100) })
    .default({ allowed: false, threshold: 100 }),
  /** Which side of the record the threat is about: who acts, or whom it is done to. */
  subject: z.enum(['actor', 'affected']).default('actor'),
})
export type ResponseBlock = z.infer<typeof ResponseBlock>

/**
 * The block as it stands in the file: with the version of the trigger, which rises with every change of its meaning.
 */
export const TriggerBlock = ResponseBlock.extend({ version: z.number().int().min(1).default(1) })

/** A named, versioned rule that turns evidence into a defined response path. */
export interface Trigger {
  readonly id: string
  readonly version: number
  readonly title: string
  /** Severity of the rule, as its author states it. */
  readonly level: 'informational' | 'low' | 'medium' | 'high' | 'critical'
  /** ATT&CK technique ids from the rule's tags. */
  readonly attacks: readonly string[]
  readonly response: ResponseBlock
}

/** How a trigger did so far: only judged alerts count. */
export interface TriggerRecord {
  readonly judged: number
  readonly truePositives: number
}
