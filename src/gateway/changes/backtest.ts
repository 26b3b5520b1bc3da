import type {
  Backtest,
  BacktestDifference,
  BacktestRecord,
  DryRunCounts,
  Judgements,
  RedecidedAlert,
} from '../../domain/change/backtest.ts'
import type { EpochMs } from '../../domain/time/instant.ts'
import { asksForDryRun } from '../../domain/trigger/dry-run.ts'
import { createMemory } from '../../sigma/correlation/correlate.ts'
import type { Evidence } from '../../sigma/fires.ts'
import { formatsOf, judge, matchedBy } from '../../sigma/trigger-logic.ts'
import { decideAlert, SUBJECT_COLUMNS, subjectOf } from '../alerts/decide-alert.ts'
import { createDecisionFacts } from '../alerts/decision-facts.ts'
import type { Gateway } from '../gateway.ts'
import { inTurn } from '../ingest/turnstile.ts'
import { viewDryRun } from './dry-run.ts'
import type { InForce } from './in-force.ts'
import { eachEvidence, evidenceFor } from './read-evidence.ts'

const MOST_EXAMPLES = 50
const MOST_ALERTS = 2_000
const ALERTS_AT_ONCE = 50

/** What is compared: everything as it is, everything as the draft would have it, and whose change it is. */
export interface Comparison {
  readonly before: InForce
  readonly after: InForce
  /** Null for the policy. */
  readonly triggerId: string | null
}

/**
 * What the draft would have done, over stored evidence and open alerts. Bounded, and read in parts between which the gateway does its
 * other work; changes nothing. Facts are those that were known when each record came in, so that the same records give the
 * same answer tomorrow.
 */
export async function runBacktest(gateway: Gateway, comparison: Comparison): Promise<Backtest> {
  const ranAt = await gateway.now(gateway.store.read)
  const records = comparison.triggerId === null ? NO_RECORDS : await compareRecords(gateway, comparison)
  const decisions = await compareDecisions(gateway, comparison)
  return { ranAt, ...records, decisions, dryRun: await dryRunOf(gateway, comparison, ranAt) }
}

/** How the proposed text was tried: what a review that lets it act by itself answers for. */
async function dryRunOf(
  { store: { read, tenant } }: Gateway,
  { before, after, triggerId }: Comparison,
  now: EpochMs,
): Promise<DryRunCounts | null> {
  const text = triggerId === null ? undefined : after.triggers.get(triggerId)
  const mayAct = text?.loaded?.trigger.response.automation.allowed === true
  if (text === undefined || !mayAct || text.mode !== 'on' || !asksForDryRun(after.policy)) return null
  const { items: _, ...counts } = await viewDryRun(read, tenant, before, text, now)
  return counts
}

const NO_RECORDS: Pick<Backtest, 'basis' | 'hits' | 'judged' | 'caught' | 'missed'> = {
  basis: {
    records: 0,
    formats: [],
    from: null,
    to: null,
    isBounded: false,
    unreadable: 0,
    judgedAlerts: 0,
    facts: 'none',
  },
  hits: null,
  judged: null,
  caught: null,
  missed: null,
}

async function compareRecords(gateway: Gateway, { before, after, triggerId }: Comparison): Promise<typeof NO_RECORDS> {
  const id = triggerId ?? ''
  const { read, tenant } = gateway.store
  const [old, next] = [alone(before, id), alone(after, id)]
  const formats = formatsOfBoth([old, next])
  const basis = await evidenceFor(read, tenant, formats, id)
  const caught = emptyDifference()
  const missed = emptyDifference()
  const hits = { before: 0, after: 0 }
  const judged = { before: noJudgements(), after: noJudgements() }
  let unreadable = 0
  let looked = 0
  let from: number | null = null
  let to: number | null = null
  await eachEvidence(gateway, basis.ids, ({ about, receivedAt, evidence }) => {
    from = Math.min(from ?? receivedAt, receivedAt)
    to = Math.max(to ?? receivedAt, receivedAt)
    looked += 1
    if (evidence === null) {
      unreadable += 1
      return
    }
    const at = about.observedAt ?? receivedAt
    const did = old?.fires(evidence, at) ?? false
    const does = next?.fires(evidence, at) ?? false
    if (did) {
      hits.before += 1
      judged.before[about.disposition] += 1
    }
    if (does) {
      hits.after += 1
      judged.after[about.disposition] += 1
    }
    if (does && !did) addTo(caught, about)
    if (did && !does) addTo(missed, about)
  })
  return {
    basis: {
      records: looked,
      formats: formats === null ? [] : [...formats],
      from,
      to,
      isBounded: basis.isBounded,
      unreadable,
      judgedAlerts: basis.judgedAlerts,
      facts: 'stored',
    },
    hits,
    judged,
    caught,
    missed,
  }
}

/** One trigger by itself, whatever its mode, as it answers to one record after the other; null where there is none that can be read. */
function alone(inForce: InForce, id: string): { formats: readonly string[] | null; fires: Fires } | null {
  const logic = inForce.set.loaded.get(id)?.logic
  if (logic === undefined) return null
  const memory = createMemory()
  const fires: Fires = (evidence, at) => judge(logic, matchedBy(logic, evidence), evidence, at, memory)
  return { formats: formatsOf(logic), fires }
}

type Fires = (evidence: Evidence, at: EpochMs) => boolean

/** All formats that one of the two reads; null where one reads every format. */
function formatsOfBoth(both: readonly ReturnType<typeof alone>[]): readonly string[] | null {
  const all = both.filter((one) => one !== null).map(({ formats }) => formats)
  if (all.includes(null)) return null
  return [...new Set(all.flatMap((formats) => formats ?? []))].sort()
}

interface Growing {
  count: number
  readonly judgements: BacktestDifference['judgements']
  readonly examples: BacktestRecord[]
}

function emptyDifference(): Growing {
  return { count: 0, judgements: noJudgements(), examples: [] }
}

function noJudgements(): Judgements {
  return { 'true-positive': 0, 'benign-positive': 0, 'false-positive': 0, undetermined: 0 }
}

function addTo(difference: Growing, record: BacktestRecord): void {
  difference.count += 1
  difference.judgements[record.disposition] += 1
  // They come oldest first, and the newest are shown.
  if (difference.examples.unshift(record) > MOST_EXAMPLES) difference.examples.pop()
}

/**
 * Decides open alerts twice at the same instant, as it is and as the draft would have it: what they say today may be older than
 * either.
 */
async function compareDecisions(
  gateway: Gateway,
  { before, after, triggerId }: Comparison,
): Promise<Backtest['decisions']> {
  const { read, tenant } = gateway.store
  let select = read.selectFrom('alert').select('id').where('tenant', '=', tenant).where('status', '<>', 'closed')
  if (triggerId !== null) select = select.where('trigger_id', '=', triggerId)
  const found = await select
    .orderBy('last_seen_at', 'desc')
    .limit(MOST_ALERTS + 1)
    .execute()
  const ids = found.slice(0, MOST_ALERTS).map(({ id }) => id)
  const changed: RedecidedAlert[] = []
  for (let start = 0; start < ids.length; start += ALERTS_AT_ONCE) {
    const part = ids.slice(start, start + ALERTS_AT_ONCE)
    changed.push(...(await inTurn(gateway.store, () => decideTwice(gateway, part, before, after))))
  }
  return {
    alerts: ids.length,
    isBounded: found.length > ids.length,
    changed: changed.length,
    newlyAutomatic: changed.filter(({ gate }) => gate.to === 'auto' && gate.from !== 'auto').length,
    noLongerAutomatic: changed.filter(({ gate }) => gate.from === 'auto' && gate.to !== 'auto').length,
    examples: changed.slice(0, MOST_EXAMPLES),
  }
}

async function decideTwice(
  gateway: Gateway,
  ids: readonly string[],
  before: InForce,
  after: InForce,
): Promise<readonly RedecidedAlert[]> {
  const { read, tenant } = gateway.store
  const rows = await read
    .selectFrom('alert')
    .select([...SUBJECT_COLUMNS, 'number', 'title'])
    .where('tenant', '=', tenant)
    .where('id', 'in', [...ids])
    .orderBy('last_seen_at', 'desc')
    .execute()
  const subjects = rows.map(subjectOf)
  const asIs = await createDecisionFacts(gateway, read, before)
  const asDrafted = await createDecisionFacts(gateway, read, after)
  await asIs.preload(subjects)
  await asDrafted.preload(subjects)
  const changed: RedecidedAlert[] = []
  for (const [i, row] of rows.entries()) {
    const subject = subjects[i]
    if (subject === undefined) continue
    const was = (await decideAlert(gateway, read, subject, asIs)).decision
    const is = (await decideAlert(gateway, read, subject, asDrafted)).decision
    if (was.need.tier === is.need.tier && was.gate === is.gate) continue
    changed.push({
      alertId: row.id,
      number: row.number,
      title: row.title,
      tier: { from: was.need.tier, to: is.need.tier },
      gate: { from: was.gate, to: is.gate },
    })
  }
  return changed
}
