import * as z from 'zod'
import { ACTION_OWNERS, THREATS } from '../action/action.ts'
import { PLAYBOOKS } from '../action/playbooks.ts'
import { FRAMEWORK_IDS } from '../framework/frameworks.ts'
import { ENVIRONMENTS } from '../identity/identity.ts'
import { IDENTITY_KINDS } from '../signal/signal.ts'
import { PRESERVE } from './preserve.ts'

const BLOCK = {
  threatens: z.enum(THREATS).describe('What an attacker would be holding: the smallest thing that has to be cut.'),
  confidence: z
    .number()
    .int()
    .min(0)
    .max(100)
    .describe('0–100: how often it is right, as its author says, until enough of its alerts are judged.'),
  playbook: z.enum(PLAYBOOKS.map(({ id }) => id)).describe('The playbook whose actions answer it.'),
  scope: z
    .strictObject({
      kinds: z.array(z.enum(IDENTITY_KINDS)).min(1).optional().describe('Kinds of identity it may act on.'),
      environments: z.array(z.enum(ENVIRONMENTS)).min(1).optional().describe('Environments it may act in.'),
      teams: z
        .array(z.string().min(1).max(120))
        .min(1)
        .max(200)
        .optional()
        .describe('Teams whose identities it may act on, as the inventory spells the owner.'),
    })
    .default({})
    .describe('Where its actions may reach. Outside, an alert is still raised and every step is blocked.'),
  automation: z
    .strictObject({
      allowed: z.boolean().describe('Whether a step may run without a person, where all other conditions hold.'),
      threshold: z.number().int().min(0).max(100).describe('0–100: the least confidence for that.'),
      stepsPerHour: z
        .number()
        .int()
        .min(0)
        .max(1000)
        .optional()
        .describe(
          'At most so many automatic steps of this trigger in an hour. It can only tighten what the policy allows.',
        ),
    })
    .default({ allowed: false, threshold: 100 }),
  subject: z
    .enum(['actor', 'affected'])
    .default('actor')
    .describe('Which side of the record the threat is about: who acts, or whom it is done to.'),
  includes: z
    .array(z.string().min(1).max(200))
    .max(20)
    .default([])
    .describe(
      'Triggers whose evidence this one already holds, by name: the same call seen twice corroborates nothing.',
    ),
  owners: z
    .strictObject({
      triage: z.enum(ACTION_OWNERS).default('soc').describe('Who looks first.'),
      contain: z.enum(ACTION_OWNERS).optional().describe('Who carries the action out; else as the catalogue has it.'),
      recover: z.enum(ACTION_OWNERS).optional().describe('Who brings it back; else whoever carried it out.'),
    })
    .default({ triage: 'soc' })
    .describe('Who does what when it fires.'),
  preserve: z
    .array(z.enum(PRESERVE))
    .max(PRESERVE.length)
    .default([])
    .describe('Evidence to save before the first step, in this order.'),
  frameworks: z
    .array(z.enum(FRAMEWORK_IDS))
    .max(20)
    .default([])
    .describe('What it serves: ids of OWASP, NIST, CSA and ATLAS catalogues. ATT&CK stands with the tags of the rule.'),
}

/** The `sluicegate:` block of a Sigma rule: what response begins when it fires. */
export const ResponseBlock = z.strictObject(BLOCK)
export type ResponseBlock = z.infer<typeof ResponseBlock>

/** The block as it stands in the file: with the version of the trigger, which rises with every change of its meaning. */
export const TriggerBlock = z.strictObject({ version: z.number().int().min(1).default(1), ...BLOCK })

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
