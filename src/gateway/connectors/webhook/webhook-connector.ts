import * as z from 'zod'
import { ACTION_IDS, type ActionId } from '../../../domain/action/action.ts'
import { actionOf } from '../../../domain/action/catalogue.ts'
import { canonicalJson } from '../../../domain/json/canonical-json.ts'
import type { Json } from '../../../domain/json/json.ts'
import { printable } from '../../../domain/json/read-json.ts'
import type { Containment, PlanStep } from '../../../domain/plan/plan.ts'
import type { EpochMs } from '../../../domain/time/instant.ts'
import type { Connector, ConnectorPlan, Execution, Health, Readback, StepKey, StepWish } from '../connector.ts'
import { type Reach, whyNotUrl } from '../outbound/address.ts'
import type { Deliver } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, parseAnswer, reasonOf } from '../outbound/read-answer.ts'
import { readSecret, signWebhook } from './sign.ts'

export interface WebhookOptions {
  /** Where steps are posted. */
  readonly url: string
  /** Where they are read back, with `id` added to its query; left out, `<url>/status`. */
  readonly statusUrl?: string
  /** `whsec_…`, 24 to 64 bytes in base64. Never shown again. */
  readonly secret: string
  readonly reach: Reach
  readonly deliver: Deliver
  /** Receivers refuse a timestamp that is five minutes off, so it is the time of the attempt. */
  readonly now: () => Promise<EpochMs>
  /** What the receiver can do; left out, everything. */
  readonly actions?: readonly ActionId[]
  /** Names of the identities that it answers for; left out, any. */
  readonly accounts?: ReadonlySet<string>
}

const StatusAnswer = z.object({
  state: z.enum(['present', 'absent']),
  detail: z.string().max(2000).default(''),
})

const VERIFY_WITHIN_MS = 60_000

export const LEAST_PRIVILEGE: readonly string[] = [
  'Whatever your receiver uses to act; Sluicegate itself holds only the signing secret.',
]
export const TRIED_AGAINST = 'A receiver over HTTP that verifies with the published Standard Webhooks library.'

/**
 * Hands steps to a receiver of your own over Standard Webhooks. The receiver acts once per `webhook-id`, and says at
 * the status address whether the effect is there; without that answer a step stays in doubt, however often it was
 * accepted. Throws where the address or the secret cannot be used.
 */
export function createWebhook(options: WebhookOptions): Connector {
  const base = options.url.replace(/\/$/, '')
  const statusAt = options.statusUrl ?? besides(base)
  for (const url of [base, statusAt]) {
    const problem = whyNotUrl(url, options.reach)
    if (problem !== null) throw new RangeError(`The webhook address cannot be used. ${problem}`)
  }
  const key = readSecret(options.secret)
  const { actions = ACTION_IDS, accounts } = options

  async function send(method: 'POST' | 'GET', url: string, id: string, body: string, signal: AbortSignal) {
    const headers: Record<string, string> = {
      ...signWebhook(key, id, await options.now(), body),
      accept: 'application/json',
      'user-agent': 'sluicegate-webhook/1',
    }
    if (method === 'POST') {
      headers['content-type'] = 'application/json'
      headers['content-length'] = String(new TextEncoder().encode(body).length)
    }
    return options.deliver({ method, url, headers, body }, signal)
  }

  async function statusOf(id: string, signal: AbortSignal): Promise<z.infer<typeof StatusAnswer> | string> {
    try {
      const answer = await send('GET', withId(statusAt, id), id, '', signal)
      if (answer.status !== 200) return `The status address answered ${answer.status}.`
      if (answer.isCut) return 'The status address answered more than can be read.'
      const status = StatusAnswer.safeParse(parseAnswer(answer))
      return status.success ? status.data : 'The status address answered something else than a state.'
    } catch (error) {
      return `The status address did not answer: ${reasonOf(error)}`
    }
  }

  return {
    id: 'webhook',
    title: `Webhook to ${new URL(base).host}`,
    actions,
    leastPrivilege: LEAST_PRIVILEGE,
    triedAgainst: TRIED_AGAINST,
    ...(accounts === undefined ? { takesAnyName: true } : {}),
    verifyWithinMs: VERIFY_WITHIN_MS,

    accountOf: ({ name, names }) => {
      if (accounts === undefined) return Promise.resolve(name)
      return Promise.resolve([name, ...names.map(({ value }) => value)].find((one) => accounts.has(one)) ?? null)
    },

    plan(wish: StepWish): Promise<ConnectorPlan> {
      const action = actionOf(wish.action)
      const { account, sessionIds, credentialIds, tools } = wish.target
      if (!actions.includes(wish.action)) {
        return Promise.resolve({ ok: false, reason: `It cannot ${action.title.toLowerCase()}.` })
      }
      if (accounts?.has(account) === false) {
        return Promise.resolve({ ok: false, reason: `${account} is not among the identities of this connector.` })
      }
      const request: Json = {
        type: 'containment.step',
        data: { action: wish.action, account, sessionIds, credentialIds, tools, undoes: wish.undoes?.left ?? null },
      }
      return Promise.resolve({
        ok: true,
        request,
        survives: [...action.survives, 'Whatever the receiver does not do: it alone knows the target.'],
        undoCannotRestore: action.undoCannotRestore,
        undoSeconds: null,
      })
    },

    async execute(step: PlanStep, { idempotencyKey, fence }: StepKey, signal: AbortSignal): Promise<Execution> {
      const timestamp = new Date(await options.now()).toISOString()
      const approved = step.request as { [name: string]: Json }
      const body = canonicalJson({ ...approved, id: idempotencyKey, fence, timestamp })
      try {
        return executionOf(await send('POST', base, idempotencyKey, body, signal), 'The receiver')
      } catch (error) {
        return brokenExecution(error, 'The receiver')
      }
    },

    async verify(step: PlanStep, { idempotencyKey }: StepKey, signal: AbortSignal): Promise<Readback> {
      const status = await statusOf(idempotencyKey, signal)
      if (typeof status === 'string') {
        return { containment: 'in-doubt', effect: 'unknown', detail: status, consumers: [], left: null }
      }
      return {
        containment: containmentOf(step, status.state),
        effect: status.state,
        detail: `The receiver says ${status.state}. ${printable(status.detail)}`.trim(),
        consumers: [],
        left: status.state === 'present' ? { id: idempotencyKey } : null,
      }
    },

    async health(signal: AbortSignal): Promise<Health> {
      const status = await statusOf('health', signal)
      return typeof status === 'string'
        ? { ok: false, detail: status }
        : { ok: true, detail: 'The status address answers.' }
    },
  }
}

/** `<url>/status`; what stands in the query of the address stays there. */
function besides(url: string): string {
  if (!URL.canParse(url)) return url
  const status = new URL(url)
  status.pathname = `${status.pathname.replace(/\/$/, '')}/status`
  return status.href
}

function withId(url: string, id: string): string {
  const asked = new URL(url)
  asked.searchParams.set('id', id)
  return asked.href
}

function containmentOf(step: PlanStep, state: 'present' | 'absent'): Containment {
  const { strength } = actionOf(step.action)
  // An inverse that is not there has left the containment standing; a watch contains nothing either way.
  if (strength === 0) return state === 'present' ? 'not-contained' : 'contained'
  return state === 'present' && strength >= 2 ? 'contained' : 'not-contained'
}
