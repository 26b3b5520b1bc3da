import type { Backtest } from '../../domain/change/backtest.ts'
import { type ChangeKind, type Mode, POLICY_SUBJECT } from '../../domain/change/change.ts'
import { changeDigest } from '../../domain/change/change-body.ts'
import { expiryOf, whyNotAt } from '../../domain/change/when.ts'
import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { Person } from '../../domain/people/person.ts'
import { Policy } from '../../domain/policy/policy.ts'
import { impassable } from '../../domain/policy/quorum-people.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { asksForDryRun, isLongEnough, lengthSaid } from '../../domain/trigger/dry-run.ts'
import type { ChangeDraft, ChangeTrial, TextProblem } from '../../domain/views/change-views.ts'
import type { Gateway } from '../gateway.ts'
import { digestText, sha256 } from '../hash.ts'
import { listPeople } from '../http/access.ts'
import { recordRefusal } from '../http/permission.ts'
import { Problem } from '../http/problem.ts'
import { newId } from '../ids.ts'
import { appendAudit } from '../store/audit-log.ts'
import { personActor } from '../store/estate.ts'
import { errorCode, nextNumber, type Tx } from '../store/store.ts'
import { runBacktest } from './backtest.ts'
import { type ChangeRow, changeLabel, movedDetail, subjectsOfChange } from './change-rows.ts'
import { hasEarnedAutomation, readDryRunLength } from './dry-run.ts'
import { type InForce, readInForce, withDraft } from './in-force.ts'
import { type Content, numbered, openKey, type Standing, standingOf, versionContent } from './versions.ts'

/** A draft as it is judged and stored: whatever it came from. */
interface Wish {
  readonly kind: ChangeKind
  readonly id: string
  readonly baseVersion: number
  readonly content: Content
  readonly activateAt: EpochMs | null
  readonly reason: string
  readonly restoreAutomation: boolean
  /** Its proposer knows that nobody of today could pass one of its gates. */
  readonly acceptsImpassable: boolean
  readonly restores: number | null
  /** Canonical JSON; null where nothing was predicted. */
  readonly prediction: string | null
}

function wishOf(draft: ChangeDraft): Wish {
  const { baseVersion, activateAt, reason } = draft
  const prediction = draft.prediction === undefined ? null : canonicalJson(draft.prediction)
  const rest = { baseVersion, activateAt, reason, prediction, restores: null }
  if (draft.kind === 'policy') {
    const content = { body: canonicalJson(Policy.parse(draft.policy)), mode: null }
    const acceptsImpassable = draft.acceptsImpassable ?? false
    return { ...rest, kind: 'policy', id: POLICY_SUBJECT, content, restoreAutomation: false, acceptsImpassable }
  }
  const content = { body: draft.text, mode: draft.mode }
  const restoreAutomation = draft.restoreAutomation ?? false
  return { ...rest, kind: 'trigger', id: draft.id, content, restoreAutomation, acceptsImpassable: false }
}

/** What a draft would have done. Stores nothing. Throws `stale` where it is based on what is no longer in force. */
export async function tryChange(gateway: Gateway, draft: ChangeDraft): Promise<ChangeTrial> {
  const wish = wishOf(draft)
  const before = await readInForce(gateway, gateway.store.read)
  mustBeBase(standingOf(before, wish.kind, wish.id), wish)
  const { after, problems } = await draftedBy(gateway, before, wish)
  if (problems.length > 0) return { problems: [...problems], backtest: null }
  return { problems: [], backtest: await runBacktest(gateway, comparisonOf(before, after, wish)) }
}

/**
 * Proposes a change and answers its id. The backtest is computed before anything is stored and is part of what a review answers
 * for; what is in force is compared again in the transaction that stores it. Throws `invalid-request` with every wrong place,
 * `cannot-do` where nothing would change or the time is wrong, `stale` where something else came first.
 */
export async function proposeChange(gateway: Gateway, by: Person, draft: ChangeDraft): Promise<string> {
  return proposeWish(gateway, by, wishOf(draft))
}

/** Proposes to bring a version back, content and mode, as a new version: a change like any other. Throws `not-found`. */
export async function proposeRollback(
  gateway: Gateway,
  by: Person,
  asked: { readonly kind: ChangeKind; readonly id: string; readonly version: number; readonly reason: string },
): Promise<string> {
  const { kind, id, version, reason } = asked
  const { read } = gateway.store
  const { content } = await versionContent(gateway, read, kind, id, version)
  const { version: baseVersion } = standingOf(await readInForce(gateway, read), kind, id)
  if (version === baseVersion) throw new Problem('cannot-do', `Version ${version} is in force. Choose an earlier one.`)
  const rest = {
    baseVersion,
    activateAt: null,
    reason,
    prediction: null,
    restoreAutomation: false,
    acceptsImpassable: false,
  }
  return proposeWish(gateway, by, { ...rest, kind, id, content, restores: version })
}

async function proposeWish(gateway: Gateway, by: Person, wish: Wish): Promise<string> {
  const { store } = gateway
  const before = await readInForce(gateway, store.read)
  const seen = standingOf(before, wish.kind, wish.id)
  mustBeBase(seen, wish)
  const { after, problems } = await draftedBy(gateway, before, wish)
  if (problems.length > 0) throw wrongText(problems)
  if (wish.restoreAutomation) await mustBeTried(gateway, by, wish, before)
  const idle = whyIdle(seen, before, after, wish) ?? whyNotAt(wish.activateAt, await gateway.now(store.read))
  if (idle !== null) throw new Problem('cannot-do', idle)
  const { title } = standingOf(after, wish.kind, wish.id)
  if (wish.kind === 'policy') await mustBePassable(gateway, by, wish, before.policy, after.policy)
  const backtest = await runBacktest(gateway, comparisonOf(before, after, wish))
  try {
    return await store.write((tx) => storeProposal(gateway, tx, by, wish, seen, { title, backtest }))
  } catch (error) {
    // Two proposals at once: the database lets one through.
    if (errorCode(error) === '23505') throw new Problem('stale', 'Somebody else proposed a change of it just now.')
    throw error
  }
}

/** Automation is given, and given back, after a dry run of the very text. The refusal is in the log. */
async function mustBeTried(gateway: Gateway, by: Person, { id, content }: Wish, inForce: InForce): Promise<void> {
  const { read, tenant } = gateway.store
  const { policy } = inForce
  if (!asksForDryRun(policy)) return
  const text = { id, digest: digestText(content.body) }
  const length = await readDryRunLength(read, tenant, inForce, text, await gateway.now(read))
  if (isLongEnough(length, policy)) return
  const because = `The dry run of this text is too short: ${lengthSaid(length, policy)}. It asks people until then.`
  await recordRefusal(gateway, by, 'propose-change', 'change.dry-run', because, [])
  throw new Problem('cannot-do', because)
}

/**
 * A gate that nobody can pass stops every containment that it stands before, with everybody's agreement. Whoever means it, because the
 * people for it are on their way, says so. The refusal is in the log.
 */
async function mustBePassable(gateway: Gateway, by: Person, wish: Wish, was: Policy, is: Policy): Promise<void> {
  if (wish.acceptsImpassable) return
  const people = await listPeople(gateway.store.read, gateway.store.tenant)
  const approvers = people.filter(({ roles }) => roles.includes('approver'))
  const said = impassable(is.gate.quorums, was.gate.quorums, approvers)
  if (said.length === 0) return
  const way = 'Give somebody the domain first, ask for other seats, or propose it with acceptsImpassable.'
  const because = `${said.join(' ')} ${way}`
  await recordRefusal(gateway, by, 'propose-change', 'change.impassable-gate', because, [])
  throw new Problem('cannot-do', because)
}

async function storeProposal(
  gateway: Gateway,
  tx: Tx,
  by: Person,
  wish: Wish,
  seen: Standing,
  shown: { readonly title: string; readonly backtest: Backtest },
): Promise<string> {
  const { tenant } = gateway.store
  const now = await gateway.now(tx)
  const base = standingOf(await readInForce(gateway, tx), wish.kind, wish.id)
  mustBeBase(base, wish)
  if (base.digest !== seen.digest) throw replaced(base, wish)
  await mustBeOnlyOne(tx, tenant, wish)
  const notNow = whyNotAt(wish.activateAt, now)
  if (notNow !== null) throw new Problem('cannot-do', notNow)
  const row = rowOf(gateway, tenant, by, wish, base, {
    now,
    number: await nextNumber(tx, tenant, 'change'),
    title: shown.title,
    backtest: canonicalJson({ ...shown.backtest, dryRun: shown.backtest.dryRun ?? null }),
  })
  await tx.insertInto('change').values(row).execute()
  await appendAudit(tx, tenant, now, [
    {
      code: 'change.proposed',
      actor: personActor(by),
      subjects: subjectsOfChange(row),
      detail: {
        reason: wish.reason,
        digest: row.digest,
        baseVersion: base.version,
        ...movedDetail(row),
      },
    },
  ])
  return row.id
}

function rowOf(
  gateway: Gateway,
  tenant: string,
  by: Person,
  wish: Wish,
  base: Standing,
  made: { readonly now: EpochMs; readonly number: number; readonly title: string; readonly backtest: string },
): ChangeRow {
  const { now, number, title, backtest } = made
  const id = newId('ch', now, gateway.random)
  const modeFrom = base.content?.mode ?? null
  const { kind, id: subject, content, restores, activateAt, reason, prediction } = wish
  const digest = changeDigest(
    {
      id,
      kind,
      subject,
      base: { version: base.version, digest: base.digest },
      content: digestText(content.body),
      mode: content.mode === null ? null : { from: modeFrom, to: content.mode },
      restores,
      restoresAutomation: wish.restoreAutomation,
      activateAt,
      reason,
      proposedBy: by.id,
      backtest: digestText(backtest),
      ...(prediction === null ? {} : { prediction: digestText(prediction) }),
    },
    sha256,
  )
  return {
    tenant,
    id,
    number,
    kind,
    subject_id: subject,
    open_key: openKey(kind, subject),
    title,
    state: 'proposed',
    state_reason: null,
    base_version: base.version,
    base_digest: base.digest,
    version: null,
    mode_from: modeFrom,
    mode_to: content.mode,
    body: content.body,
    restores,
    is_emergency: false,
    restores_automation: wish.restoreAutomation,
    activate_at: activateAt,
    reason,
    digest,
    backtest,
    prediction,
    proposed_by: by.id,
    proposed_by_name: by.name,
    proposed_at: now,
    expires_at: expiryOf(now, activateAt),
    reviewed_by: null,
    reviewed_by_name: null,
    reviewed_at: null,
    review_choice: null,
    review_reason: null,
    activated_at: null,
    updated_at: now,
  }
}

/** Everything as the wish would have it, or why its content cannot be read. */
async function draftedBy(
  gateway: Gateway,
  before: InForce,
  { kind, id, content }: Wish,
): Promise<{ after: InForce; problems: readonly TextProblem[] }> {
  const version = standingOf(before, kind, id).version + 1
  if (kind === 'policy') {
    const policy = Policy.parse(JSON.parse(numbered(content.body, version)))
    return { after: withDraft(before, { policy }), problems: [] }
  }
  const mode: Mode = content.mode ?? 'off'
  const { read, tenant } = gateway.store
  const text = { id, digest: digestText(content.body) }
  const earns = mode === 'on' && (await hasEarnedAutomation(read, tenant, before, text, await gateway.now(read)))
  const after = withDraft(before, { trigger: { id, version, mode, text: content.body }, earns })
  return { after, problems: after.set.broken.get(id) ?? [] }
}

function comparisonOf(before: InForce, after: InForce, { kind, id }: Wish) {
  return { before, after, triggerId: kind === 'policy' ? null : id }
}

/** Why the change would change nothing, or could not give back what it says; null where it does something. */
function whyIdle(base: Standing, before: InForce, after: InForce, { kind, id, content, ...wish }: Wish): string | null {
  if (wish.restoreAutomation) {
    if (!before.losses.has(id) && !before.awaitsDryRun(id))
      return 'The trigger has its automation: there is nothing to give.'
    const isAllowed = after.trigger(id)?.response.automation.allowed === true
    if (!isAllowed) return 'The text does not allow automation: there is nothing to give.'
    return null
  }
  const now = base.content
  if (now === null || now.mode !== content.mode) return null
  const isSame = kind === 'policy' ? numbered(content.body, base.version) === now.body : content.body === now.body
  return isSame ? 'Nothing would change: this is what is in force.' : null
}

function mustBeBase(base: Standing, wish: Wish): void {
  if (base.version !== wish.baseVersion) throw replaced(base, wish)
}

function replaced(base: Standing, { kind, id, baseVersion }: Wish): Problem {
  const what = kind === 'policy' ? 'the policy' : id
  if (base.version === 0) return new Problem('stale', `There is no trigger ${id}. Propose it as new, on version 0.`)
  if (baseVersion === 0) return new Problem('stale', `There is a trigger ${id} already, in version ${base.version}.`)
  return new Problem(
    'stale',
    `Version ${base.version} of ${what} is in force, your change was made on version ${baseVersion}. Look at it again.`,
  )
}

async function mustBeOnlyOne(tx: Tx, tenant: string, { kind, id }: Wish): Promise<void> {
  const open = await tx
    .selectFrom('change')
    .select(['number', 'proposed_by_name', 'state'])
    .where('tenant', '=', tenant)
    .where('open_key', '=', openKey(kind, id))
    .executeTakeFirst()
  if (open === undefined) return
  const label = changeLabel(open.number)
  throw new Problem(
    'stale',
    `${label} of ${open.proposed_by_name} is ${open.state}. Review or withdraw ${label} first.`,
  )
}

function wrongText(problems: readonly TextProblem[]): Problem {
  const issues = problems.map(({ line, column, message, shouldBe }) => ({
    at: `${line}:${column}`,
    message: `${message}; should be ${shouldBe}`,
  }))
  const [first] = issues
  return new Problem('invalid-request', `The text is no trigger. ${first?.at ?? ''}: ${first?.message ?? ''}`, {
    issues,
  })
}
