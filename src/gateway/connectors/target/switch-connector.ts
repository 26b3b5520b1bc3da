import * as z from 'zod'
import type { ActionId } from '../../../domain/action/action.ts'
import { actionOf } from '../../../domain/action/catalogue.ts'
import { canonicalJson } from '../../../domain/json/canonical-json.ts'
import { type Json, own } from '../../../domain/json/json.ts'
import { AnyJson } from '../../../domain/json/json-schema.ts'
import type { Containment, PlanStep, StepTarget } from '../../../domain/plan/plan.ts'
import type { EpochMs } from '../../../domain/time/instant.ts'
import type { Connector, ConnectorPlan, Execution, Health, Readback, StepKey, StepWish, Usage } from '../connector.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, reasonOf, unreadable } from '../outbound/read-answer.ts'

/** What stands at the target now. */
export type Reading =
  | {
      readonly kind: 'known'
      /** Nothing that the step is to cut works any more. */
      readonly isClosed: boolean
      /** All of it works again; left out where that is the same as not being contained. */
      readonly isOpen?: boolean
      /** How far it is contained now, and what lives on, in words. */
      readonly containment: Extract<Containment, 'not-contained' | 'new-sessions-only' | 'contained'>
      readonly detail: string
      /** Changes whenever anybody changes the thing at the target; null where the target keeps no such mark. */
      readonly mark: Json
    }
  /** There is no such thing (any more). */
  | { readonly kind: 'gone'; readonly detail: string }
  /** `isRefused`: it will not talk to us as we are, so trying again is in vain until somebody repairs that. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly isRefused?: boolean }

/** Where a request goes: found once in the dry run, approved, and from then on the only thing that is touched. */
export interface Aim {
  readonly account: string
  /** What the target itself calls it: an id, a path. */
  readonly ref: Json
}

/** Why there is nothing to aim at: this connector, or the stand-in of an exercise, was never set up for it. */
export interface NotSetUp {
  readonly notSetUp: string
}

/** What the target calls it, where that is a text. */
export function refText({ ref }: Pick<Aim, 'ref'>): string {
  return typeof ref === 'string' ? ref : ''
}

/** One way of being on or off at a target. Nothing here throws for what a target says. */
export interface SwitchDriver {
  readonly close: ActionId
  /** Null where nothing takes it back. */
  readonly open: ActionId | null
  readonly survives: readonly string[]
  readonly undoCannotRestore: readonly string[]
  /** Finds what the wish is about, or says why it cannot; reads only. */
  aim(target: StepTarget, signal: AbortSignal): Promise<Aim | string | NotSetUp>
  /**
   * Of one whose aim names what was there at a moment: the approved aim where it still means the same, or why it does not. Left out
   * where aiming again finds the same. Reads only.
   */
  aimAgain?(approved: Aim, target: StepTarget, signal: AbortSignal): Promise<Aim | string | NotSetUp>
  read(aim: Aim, signal: AbortSignal): Promise<Reading>
  /** Exactly what will be sent, secrets apart. */
  describe(aim: Aim, way: 'close' | 'open'): Json
  /** `key` names the step for targets that act once per name. */
  send(aim: Aim, way: 'close' | 'open', signal: AbortSignal, key: string): Promise<Execution>
  /** Of one that issues a secret: who is seen on the old and on the new one. Throws where the target does not answer. */
  usage?(aim: Aim, issuedAt: EpochMs, signal: AbortSignal): Promise<Usage>
}

export interface SwitchOptions {
  readonly title: string
  readonly verifyWithinMs: number
  /** Of those steps that can be taken back. */
  readonly undoSeconds: number
  readonly drivers: readonly SwitchDriver[]
  /** The name under which the target knows the identity, of those that are given; null where it knows none. */
  find(names: readonly string[], signal: AbortSignal): Promise<string | null>
  health(signal: AbortSignal): Promise<Health>
}

const Request = z.object({
  way: z.enum(['close', 'open']),
  aim: z.object({ account: z.string(), ref: AnyJson }),
  /** What must still stand there for an undo: the mark as we left it. */
  left: AnyJson.nullable(),
  sends: AnyJson,
})
type Request = z.infer<typeof Request>

const ASK_WITHIN_MS = 5_000

/**
 * A connector for things that are on or off at a target that keeps no idempotency keys: what is true is read before
 * anything is sent and after. Closing what is closed sends nothing; opening is refused where what stands there is not
 * what we left.
 */
export function createSwitch(options: SwitchOptions): Connector {
  const driverOf = (action: ActionId) =>
    options.drivers.find((driver) => driver.close === action || driver.open === action)

  return {
    id: '',
    title: options.title,
    actions: options.drivers.flatMap(({ close, open }) => (open === null ? [close] : [close, open])),
    leastPrivilege: [],
    triedAgainst: '',
    verifyWithinMs: options.verifyWithinMs,

    accountOf: (identity) => {
      const names = [...new Set([identity.name, ...identity.names.map((name) => name.value)])]
      return options.find(names, AbortSignal.timeout(ASK_WITHIN_MS)).catch(() => null)
    },

    async plan(wish: StepWish): Promise<ConnectorPlan> {
      const driver = driverOf(wish.action)
      if (driver === undefined) return { ok: false, reason: `It cannot ${actionOf(wish.action).title.toLowerCase()}.` }
      const signal = AbortSignal.timeout(ASK_WITHIN_MS)
      const way = wish.action === driver.close ? 'close' : 'open'
      if (way === 'open') return planOpen(driver, wish, signal)
      const approved = Request.safeParse(wish.approved).data
      const aim =
        approved?.way === 'close' && driver.aimAgain !== undefined
          ? await driver.aimAgain(approved.aim, wish.target, signal)
          : await driver.aim(wish.target, signal)
      if (typeof aim === 'string') return { ok: false, reason: aim }
      if ('notSetUp' in aim) return { ok: false, reason: aim.notSetUp, isNotSetUp: true }
      const found = { account: aim.account, ref: aim.ref as never }
      return planned(driver, { way, aim: found, left: null, sends: driver.describe(aim, way) as never }, options)
    },

    async execute(step: PlanStep, { idempotencyKey }: StepKey, signal: AbortSignal): Promise<Execution> {
      const driver = driverOf(step.action)
      const request = Request.safeParse(step.request)
      if (driver === undefined || !request.success)
        return { kind: 'refused', reason: 'The request is not one of ours.' }
      const { aim, way } = request.data
      const reading = await driver.read(aim, signal)
      if (reading.kind === 'unreadable') return unread(reading)
      if (reading.kind === 'gone') {
        return way === 'close'
          ? { kind: 'accepted', detail: `Nothing was sent. ${reading.detail}` }
          : { kind: 'refused', reason: reading.detail }
      }
      if (way === 'open') {
        const why = whyNotAsLeft(aim, reading, request.data.left)
        if (why !== null) return { kind: 'refused', reason: why }
      } else if (reading.isClosed) {
        return { kind: 'accepted', detail: 'It was so already; nothing was sent.' }
      }
      return driver.send(aim, way, signal, idempotencyKey)
    },

    async verify(step: PlanStep, _key: StepKey, signal: AbortSignal): Promise<Readback> {
      const driver = driverOf(step.action)
      const request = Request.safeParse(step.request)
      if (driver === undefined || !request.success) return unreadable('The request is not one of ours.')
      const { aim, way } = request.data
      const reading = await driver.read(aim, signal)
      if (reading.kind === 'unreadable') return unreadable(reading.reason)
      if (reading.kind === 'gone') {
        return {
          containment: 'already-contained',
          effect: way === 'close' ? 'present' : 'absent',
          detail: reading.detail,
          consumers: [],
          left: null,
        }
      }
      const isOpen = reading.isOpen ?? reading.containment === 'not-contained'
      const isThere = way === 'close' ? reading.isClosed : isOpen
      return {
        containment: reading.containment,
        effect: isThere ? 'present' : 'absent',
        detail: reading.detail,
        consumers: [],
        left: { mark: reading.mark },
      }
    },

    async usage(issue, issuedAt, signal) {
      const driver = driverOf(issue.action)
      const request = Request.safeParse(issue.request)
      if (driver?.usage === undefined || !request.success)
        return { kind: 'unseen', detail: 'The target cannot tell who uses which.' }
      try {
        return await driver.usage(request.data.aim, issuedAt, signal)
      } catch (error) {
        return { kind: 'unseen', detail: reasonOf(error) }
      }
    },

    health: (signal) => options.health(signal),
  }

  async function planOpen(driver: SwitchDriver, { undoes }: StepWish, signal: AbortSignal): Promise<ConnectorPlan> {
    const before = undoes === null ? undefined : Request.safeParse(undoes.step.request)
    if (undoes === null || before === undefined || !before.success) {
      return { ok: false, reason: 'It takes back a step that was carried out; there is none of ours here.' }
    }
    const { aim } = before.data
    const left = own(undoes.left, 'mark') ?? null
    const reading = await driver.read(aim, signal)
    if (reading.kind === 'unreadable') return { ok: false, reason: reading.reason }
    if (reading.kind === 'gone') return { ok: false, reason: reading.detail }
    const why = whyNotAsLeft(aim, reading, left)
    if (why !== null) return { ok: false, reason: `${why} Undo it there, by hand.` }
    const request = { way: 'open' as const, aim, left: left as never, sends: driver.describe(aim, 'open') as never }
    return planned(driver, request, options)
  }
}

function planned(driver: SwitchDriver, request: Request, { undoSeconds }: SwitchOptions): ConnectorPlan {
  const action = actionOf(request.way === 'open' && driver.open !== null ? driver.open : driver.close)
  return {
    ok: true,
    request: request as unknown as Json,
    survives: [...action.survives, ...(request.way === 'close' ? driver.survives : [])],
    undoCannotRestore: [...action.undoCannotRestore, ...(request.way === 'close' ? driver.undoCannotRestore : [])],
    undoSeconds: driver.open === null ? null : undoSeconds,
  }
}

function whyNotAsLeft(aim: Aim, reading: Extract<Reading, { kind: 'known' }>, left: Json): string | null {
  if (!reading.isClosed) return `${aim.account} is not as we left it: it is open. ${reading.detail}`
  if (canonicalJson(reading.mark) === canonicalJson(left)) return null
  return `${aim.account} is not as we left it: somebody changed it since. ${reading.detail}`
}

/** Nothing was sent, so nothing can have been done: unless the target refuses us, it may simply be tried again. */
function unread({ reason, isRefused = false }: Extract<Reading, { kind: 'unreadable' }>): Execution {
  const sentence = `It could not be read before sending, so nothing was sent. ${reason}`
  return isRefused ? { kind: 'refused', reason: sentence } : { kind: 'unknown', reason: sentence }
}

/** What an answer means that should have told the state and did not. */
export function unreadableAnswer(answer: Delivered, who: string): Extract<Reading, { kind: 'unreadable' }> {
  const meaning = executionOf(answer, who)
  const reason = meaning.kind === 'accepted' ? `${who} answered something else than was asked for.` : meaning.reason
  return { kind: 'unreadable', reason, isRefused: meaning.kind === 'refused' }
}

/** A call for the state that broke. */
export function unreadableFault(error: unknown, who: string): Extract<Reading, { kind: 'unreadable' }> {
  const meaning = brokenExecution(error, who)
  const reason = meaning.kind === 'accepted' ? '' : meaning.reason
  return { kind: 'unreadable', reason, isRefused: meaning.kind === 'refused' }
}
