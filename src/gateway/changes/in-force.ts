import { bytesToHex } from '@noble/hashes/utils.js'
import { Mode, POLICY_SUBJECT } from '../../domain/change/change.ts'
import type { Forbidden } from '../../domain/decision/gate.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import { Policy, STARTING_POLICY } from '../../domain/policy/policy.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { asksForDryRun, lengthAsked } from '../../domain/trigger/dry-run.ts'
import type { Trigger } from '../../domain/trigger/trigger.ts'
import type { TextProblem } from '../../domain/views/change-views.ts'
import { type LoadedTrigger, loadPack } from '../../sigma/pack/pack.ts'
import { loadTriggers, type TriggerSet, type TriggerSource } from '../alerts/triggers.ts'
import type { Gateway } from '../gateway.ts'
import { digestText } from '../hash.ts'
import { getMeta, setMeta } from '../store/estate.ts'
import type { Reader, Store, Tx } from '../store/store.ts'
import type { Tables } from '../store/tables.ts'

/** One trigger as it is in force, whether it can be evaluated or not. */
export interface GovernedTrigger extends TriggerSource {
  readonly origin: 'built-in' | 'own'
  /** A built-in whose text is no longer the shipped one. */
  readonly isEdited: boolean
  /** SHA-256 of the text. */
  readonly digest: string
  /** Null where this release cannot read the text. */
  readonly loaded: LoadedTrigger | null
  readonly problems: readonly TextProblem[]
}

/** That a text of a trigger was given automation by a review after a dry run. */
export interface AutomationGift {
  readonly digest: string
  readonly at: EpochMs
  /** It was given in the invented past of the sample estate, and goes with it. */
  readonly isSample: boolean
}

export interface AutomationLoss {
  readonly at: EpochMs
  readonly because: string
}

/** Triggers and policy as of one moment. Never changed in place: what reads it twice reads the same. */
export interface InForce {
  readonly policy: Policy
  readonly policyDigest: string
  /** Why the stored policy is not what decides, but the shipped numbers; null where it does. */
  readonly policyTrouble: string | null
  /** By id. */
  readonly triggers: ReadonlyMap<string, GovernedTrigger>
  readonly set: TriggerSet
  readonly losses: ReadonlyMap<string, AutomationLoss>
  readonly gifts: ReadonlyMap<string, AutomationGift>
  /** The trigger as decisions read it, in whatever mode; null where there is none or its text is broken. */
  trigger(id: string): Trigger | null
  /**
   * Why this trigger may not act by itself, whatever its text says; null where it may. What the invented past of the sample gave holds
   * on identities of the sample (`isSample`) and on no other.
   */
  whyNotAutomatic(id: string, isSample: boolean): Forbidden | null
  /** The same as if it were on and its dry run done. */
  whyKept(id: string): Forbidden | null
  /** Its text allows automation, the policy asks for a dry run, and no review after one has given it to this text. */
  awaitsDryRun(id: string): boolean
}

const REVISION = 'in-force'
const cached = new WeakMap<Store, { readonly revision: string; readonly inForce: InForce }>()

/**
 * Triggers and policy in force, by what the transaction sees. Costs one tiny query: what was read is kept until its revision is
 * another. Revisions are random, so that one of a transaction that was rolled back never comes again with other content.
 */
export async function readInForce(gateway: Gateway, read: Tx | Reader): Promise<InForce> {
  const { store } = gateway
  const revision = (await getMeta(read, store.tenant, REVISION)) ?? 'shipped'
  const known = cached.get(store)
  if (known !== undefined && known.revision === revision) return known.inForce
  const inForce = await load(gateway, read)
  cached.set(store, { revision, inForce })
  return inForce
}

/** Tells every gateway that versions or losses changed: each reads anew in its next transaction. */
export async function touchInForce(gateway: Gateway, tx: Tx): Promise<void> {
  await setMeta(tx, gateway.store.tenant, REVISION, bytesToHex(gateway.random(16)))
}

/**
 * What is in force, with one trigger or the policy as a draft would have them: for trying it out. Stores nothing. `earns`: its text has
 * had the dry run that gives it automation.
 */
export function withDraft(
  inForce: InForce,
  draft: { readonly trigger: TriggerSource; readonly earns: boolean } | { readonly policy: Policy },
): InForce {
  if ('policy' in draft)
    return compose({ ...inForce, policy: draft.policy, policyTrouble: null, sources: [...inForce.triggers.values()] })
  const others = [...inForce.triggers.values()].filter(({ id }) => id !== draft.trigger.id)
  const { id, text } = draft.trigger
  const gift: [string, AutomationGift] = [id, { digest: digestText(text), at: 0, isSample: false }]
  const gifts = draft.earns ? new Map([...inForce.gifts, gift]) : inForce.gifts
  return compose({ ...inForce, gifts, sources: [...others, draft.trigger] })
}

/** What a new installation has: the pack, all of it on, and the shipped policy. */
export function shippedInForce(): InForce {
  return compose({
    policy: STARTING_POLICY,
    policyTrouble: null,
    sources: shippedTriggers(),
    losses: new Map(),
    gifts: new Map(),
  })
}

function shippedTriggers(): readonly TriggerSource[] {
  return loadPack().map(({ trigger, text }) => ({ id: trigger.id, version: trigger.version, mode: 'on', text }))
}

async function load(gateway: Gateway, read: Tx | Reader): Promise<InForce> {
  const { tenant } = gateway.store
  const rows = await read
    .selectFrom('governed_version')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('ended_at', 'is', null)
    .execute()
  const automation = await read
    .selectFrom('trigger_automation')
    .select(['trigger_id', 'lost_at', 'because', 'given_digest', 'given_at', 'is_sample'])
    .where('tenant', '=', tenant)
    .execute()
  const governed = rows.filter(({ kind }) => kind === 'trigger')
  const edited = new Map(governed.map((row) => [row.subject_id, sourceOf(row)]))
  const sources = new Map([
    ...shippedTriggers().map((source): [string, TriggerSource] => [source.id, source]),
    ...edited,
  ])
  const inForce = compose({
    ...policyOf(rows.find(({ kind, subject_id }) => kind === 'policy' && subject_id === POLICY_SUBJECT)),
    sources: [...sources.values()],
    losses: new Map(
      automation.flatMap(({ trigger_id, lost_at, because }) =>
        lost_at === null ? [] : [[trigger_id, { at: lost_at, because: because ?? '' }]],
      ),
    ),
    gifts: new Map(
      automation.flatMap(({ trigger_id, given_digest, given_at, is_sample: isSample }) =>
        given_digest === null ? [] : [[trigger_id, { digest: given_digest, at: given_at ?? 0, isSample }]],
      ),
    ),
  })
  if (inForce.policyTrouble !== null) gateway.log(inForce.policyTrouble)
  for (const [id, problems] of inForce.set.broken) {
    const [first] = problems
    gateway.log(
      `trigger ${id} is skipped: line ${first?.line ?? 0}, column ${first?.column ?? 0}: ${first?.message ?? ''}`,
    )
  }
  return inForce
}

function compose(parts: {
  readonly policy: Policy
  readonly policyTrouble: string | null
  readonly sources: readonly TriggerSource[]
  readonly losses: InForce['losses']
  readonly gifts: InForce['gifts']
}): InForce {
  const { policy, losses, gifts } = parts
  const sources = parts.sources.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const set = loadTriggers(sources)
  const shipped = new Map(loadPack().map(({ trigger, text }) => [trigger.id, text]))
  const triggers = new Map(
    sources.map((source): [string, GovernedTrigger] => [
      source.id,
      {
        id: source.id,
        version: source.version,
        mode: source.mode,
        text: source.text,
        origin: shipped.has(source.id) ? 'built-in' : 'own',
        isEdited: shipped.has(source.id) && shipped.get(source.id) !== source.text,
        digest: digestText(source.text),
        loaded: set.loaded.get(source.id) ?? null,
        problems: set.broken.get(source.id) ?? [],
      },
    ]),
  )
  const awaitsDryRun = (id: string) =>
    asksForDryRun(policy) &&
    set.loaded.get(id)?.trigger.response.automation.allowed === true &&
    gifts.get(id)?.digest !== triggers.get(id)?.digest
  const whyKept = (id: string): Forbidden | null => {
    const loss = losses.get(id)
    return loss === undefined ? null : { rule: 'kept', because: loss.because }
  }
  return {
    policy,
    policyDigest: digestText(canonicalJson(policy)),
    policyTrouble: parts.policyTrouble,
    triggers,
    set,
    losses,
    gifts,
    trigger: (id) => set.loaded.get(id)?.trigger ?? null,
    whyNotAutomatic: (id, isSample) => {
      const mode = triggers.get(id)?.mode
      if (mode === 'off') return { rule: 'kept', because: 'The trigger is switched off' }
      if (mode === 'shadow')
        return { rule: 'kept', because: 'The trigger is in shadow: it is counted and does not act' }
      const kept = whyKept(id)
      if (kept !== null) return kept
      const asked = `It takes a dry run of ${lengthAsked(policy)}, then a reviewed change`
      if (awaitsDryRun(id)) {
        return { rule: 'dry-run', because: `Nobody has given this text of the trigger automation. ${asked}` }
      }
      if (asksForDryRun(policy) && gifts.get(id)?.isSample === true && !isSample) {
        const because = `This text of the trigger has automation in the invented past of the sample only, and here it is not the sample. ${asked}`
        return { rule: 'dry-run', because }
      }
      return null
    },
    whyKept,
    awaitsDryRun,
  }
}

function sourceOf(row: Tables['governed_version']): TriggerSource {
  const mode = Mode.safeParse(row.mode)
  return { id: row.subject_id, version: row.number, mode: mode.success ? mode.data : 'off', text: row.body }
}

/**
 * The stored policy, numbered by its version. One that this release cannot read does not take the gateway down: what the schema
 * has gained since is filled in from the shipped policy, and if that is not enough the shipped one decides. That is said wherever it
 * decides: by every decision, to whoever reads the policy, in the record and in the server's log.
 */
function policyOf(row: Tables['governed_version'] | undefined): Pick<InForce, 'policy' | 'policyTrouble'> {
  if (row === undefined) return { policy: STARTING_POLICY, policyTrouble: null }
  const { number: version } = row
  const stored = JSON.parse(row.body) as Record<string, unknown>
  const read = Policy.safeParse({ ...stored, version })
  if (read.success) return { policy: read.data, policyTrouble: null }
  const filled = Policy.safeParse({ ...(filledIn(stored, STARTING_POLICY) as object), version })
  if (filled.success) return { policy: filled.data, policyTrouble: null }
  const [issue] = filled.error.issues
  const because = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it cannot be read'}`
  return {
    policy: { ...STARTING_POLICY, version },
    policyTrouble: `The stored policy version ${version} is not in force, because this release cannot read it (${because})`,
  }
}

function filledIn(given: unknown, shipped: unknown): unknown {
  if (given === undefined) return shipped
  if (!isPlain(given) || !isPlain(shipped)) return given
  const keys = new Set([...Object.keys(shipped), ...Object.keys(given)])
  return Object.fromEntries([...keys].map((key) => [key, filledIn(given[key], shipped[key])]))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
