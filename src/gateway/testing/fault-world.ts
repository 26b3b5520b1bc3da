import type { AuditEntry } from '../../domain/audit/entry.ts'
import type { PlanView } from '../../domain/views/plan-views.ts'
import type { Execution } from '../connectors/connector.ts'
import { createRunner, type Runner, type RunnerOptions, type RunnerPoint } from '../runner/runner.ts'
import { auditEntries, logTrouble } from './audit-check.ts'
import type { OpenWorld, World } from './gateway-kit.ts'
import { createLedgerTarget, type LedgerTarget } from './ledger-target.ts'
import { addAlert } from './plan-world.ts'

/** One row of the table: what went wrong, how often, and what three independent ledgers say afterwards. */
export interface Tally {
  readonly fault: string
  readonly runs: number
  /** Steps whose effect the target counted more than once. */
  readonly doubled: number
  /** Effects without a whole chain of approvals before them in the log, or under another digest. */
  readonly withoutQuorum: number
  /** Plans that did not end, were called done without their effect, or whose entries are gone or altered. */
  readonly lost: number
}

export interface FaultWorld {
  readonly world: World
  readonly target: LedgerTarget
  readonly plans: readonly PlanView[]
  runner(options: Partial<RunnerOptions> & Pick<RunnerOptions, 'holder'>): Runner
  /** Lets one runner die at a point once for each plan, then the time of its leases pass. */
  dieAt(point: RunnerPoint): Promise<void>
  /** Two runners at once, until nothing is under way. */
  finish(plans?: readonly PlanView[]): Promise<void>
  rollBack(): Promise<readonly PlanView[]>
  vote(who: 'noor' | 'tomo', plan: PlanView, choice?: 'approve' | 'reject'): Promise<Response>
  tally(fault: string, plans?: readonly PlanView[]): Promise<Tally>
}

const UNDER_WAY = ['pending', 'approved', 'running', 'paused']

/** Several plans for as many identities in one estate, each proposed and, unless told otherwise, approved. */
export async function openFaults(openWorld: OpenWorld, count: number, isApproved = true): Promise<FaultWorld> {
  const target = createLedgerTarget()
  const world = await openWorld({ connectors: new Map([['ledger', target.connector]]) })
  const { gateway, store, clock } = world
  const plans: PlanView[] = []
  const vote: FaultWorld['vote'] = (who, plan, choice = 'approve') =>
    world.send(who, 'POST', `/api/plans/${plan.summary.id}/votes`, {
      choice,
      digest: plan.digest,
      reason: 'Looked at it',
    })
  const created = async (answer: Response): Promise<PlanView> => {
    if (answer.status !== 201) throw new Error(`it answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as PlanView
  }
  for (let i = 1; i <= count; i += 1) {
    const { alertId } = await addAlert(world, { id: i.toString(36), account: null })
    const wish = { alertId, action: 'revoke-session', reason: 'Used from elsewhere', exceedsCap: false }
    const plan = await created(await world.send('ines', 'POST', '/api/plans', wish))
    if (isApproved) await vote('noor', plan)
    plans.push(plan)
  }
  const runner: FaultWorld['runner'] = (options) =>
    createRunner(gateway, { jitter: () => 0.5, automatic: false, pollMs: 100, recheckMs: 500, ...options })
  const open = async (ids: readonly string[]) => {
    const rows = await store.read
      .selectFrom('plan')
      .select(['id', 'state'])
      .where('tenant', '=', store.tenant)
      .where('id', 'in', [...ids])
      .execute()
    return rows.filter((row) => UNDER_WAY.includes(row.state))
  }
  const idsOf = (some: readonly PlanView[]) => some.map((plan) => plan.summary.id)

  return {
    world,
    target,
    plans,
    runner,
    vote,
    dieAt: async (point) => {
      const dead = runner({
        holder: 'dead',
        reach: (reached) => (reached === point ? Promise.reject(new Error('killed')) : Promise.resolve()),
      })
      for (let i = 0; i < count; i += 1) await dead.tick().catch(onlyKilled)
      clock.now += 40_000
    },
    finish: async (some = plans) => {
      const runners = [runner({ holder: 'a' }), runner({ holder: 'b' })]
      for (let round = 0; round < 40 * count; round += 1) {
        if ((await open(idsOf(some))).length === 0) return
        await Promise.all(runners.map((one) => one.tick()))
        clock.now += 250
      }
    },
    rollBack: async () => {
      const undone: PlanView[] = []
      for (const id of idsOf(plans)) {
        const answer = await world.send('ines', 'POST', `/api/plans/${id}/rollback`, { reason: 'No longer needed' })
        const plan = await created(answer)
        await vote('noor', plan)
        undone.push(plan)
      }
      return undone
    },
    tally: (fault, some = plans) => tallyOf(world, target.effects, fault, some),
  }
}

type Effects = ReadonlyMap<string, number>

/** What the target’s ledger (`effects`: key to how often), the database and the log say of these plans. */
export async function tallyOf(
  world: World,
  effects: Effects,
  fault: string,
  plans: readonly PlanView[],
): Promise<Tally> {
  const entries = await auditEntries(world)
  const ended = await Promise.all(plans.map((plan) => world.get<PlanView>('ines', `/api/plans/${plan.summary.id}`)))
  const trouble = await logTrouble(world)
  return {
    fault,
    runs: plans.length,
    doubled: [...effects.values()].filter((times) => times > 1).length,
    withoutQuorum: ended.filter((plan) => lacksQuorum(plan, effects, entries)).length,
    lost: trouble === null ? ended.filter((plan) => isLost(plan, effects, entries)).length : plans.length,
  }
}

function effectsOf(plan: PlanView, effects: Effects): number {
  return plan.body.steps.filter(({ ordinal }) => effects.has(`${plan.summary.id}-${ordinal}`)).length
}

/** I2, I4, I7: the log before the first sending holds the approval of that very digest by enough people, in time. */
function lacksQuorum(plan: PlanView, effects: Effects, all: readonly AuditEntry[]): boolean {
  if (effectsOf(plan, effects) === 0) return false
  const entries = all.filter((entry) => entry.subjects.some(({ id }) => id === plan.summary.id))
  const sentAt = entries.find((entry) => entry.code === 'step.sent')?.sequence ?? -1
  const voters = new Set(
    entries
      .filter((entry) => entry.code === 'vote.cast' && entry.sequence < sentAt && entry.at < plan.body.expiresAt)
      .filter((entry) => entry.detail['choice'] === 'approve' && entry.detail['digest'] === plan.digest)
      .map((entry) => entry.actor.id),
  )
  voters.delete(plan.body.requestedBy.id)
  return voters.size < plan.body.gate.quorum
}

/** I1, I3, I6: what is called done has its effect and its entry, and nothing stays under way for ever. */
function isLost(plan: PlanView, effects: Effects, all: readonly AuditEntry[]): boolean {
  if (plan.state === 'running' || plan.state === 'approved' || plan.state === 'paused') return true
  if (plan.state !== 'done') return false
  const isRecorded = all.some(
    (entry) => entry.code === 'plan.finished' && entry.subjects.some(({ id }) => id === plan.summary.id),
  )
  return !isRecorded || effectsOf(plan, effects) < plan.body.steps.length
}

function onlyKilled(error: unknown): void {
  if (!(error instanceof Error) || error.message !== 'killed') throw error
}

/** Trouble between a gateway and a target, and how often it was made: a run without any would prove nothing. */
export interface Trouble {
  readonly between: LedgerTarget['between']
  made(): number
}

/** What lies between a gateway and a target, by turns and always the same for one seed. */
export function unreliable(seed: number): Trouble {
  let state = seed
  const seen = new Set<string>()
  const lost: Execution = { kind: 'unknown', reason: 'The connection broke.' }
  const between: LedgerTarget['between'] = (key, act) => {
    // One fault for each key; a network that never lets anything through ends in doubt, which is another test.
    if (seen.has(key)) return Promise.resolve(act())
    seen.add(key)
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    switch (state % 4) {
      case 0:
        act()
        return Promise.resolve(lost)
      case 1:
        return Promise.resolve(lost)
      case 2:
        return Promise.resolve({ ...lost, retryAfterMs: 1_000 })
      default:
        act()
        return new Promise(() => undefined)
    }
  }
  return { between, made: () => seen.size }
}
