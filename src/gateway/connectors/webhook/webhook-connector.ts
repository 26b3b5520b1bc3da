import * as z from 'zod'
import { ACTION_IDS } from '../../../domain/action/action.ts'
import { actionOf } from '../../../domain/action/catalogue.ts'
import { canonicalJson } from '../../../domain/json/canonical-json.ts'
import type { Json } from '../../../domain/json/json.ts'
import { printable } from '../../../domain/json/read-json.ts'
import type { Containment, PlanStep } from '../../../domain/plan/plan.ts'
import type { EpochMs } from '../../../domain/time/instant.ts'
import type { Connector, ConnectorPlan, Execution, Health, Readback, StepKey, StepWish } from '../connector.ts'
import { whyNotUrl } from './address.ts'
import { type Deliver, type Delivered, DeliveryBroken } from './deliver.ts'
import { readSecret, signWebhook } from './sign.ts'

export interface WebhookOptions {
  /** Where steps are posted. `<url>/status?id=…` is where they are read back. */
  readonly url: string
  /** `whsec_…`, 24 to 64 bytes in base64. Never shown again. */
  readonly secret: string
  readonly allowsLoopback: boolean
  readonly deliver: Deliver
  /** Receivers refuse a timestamp that is five minutes off, so it is the time of the attempt. */
  readonly now: () => Promise<EpochMs>
}

const StatusAnswer = z.object({
  state: z.enum(['present', 'absent']),
  detail: z.string().max(2000).default(''),
})

const VERIFY_WITHIN_MS = 60_000
const LONGEST_RETRY_MS = 10 * 60_000

/**
 * Hands steps to a receiver of your own over Standard Webhooks. The receiver acts once per `webhook-id`, and says at
 * the status address whether the effect is there; without that answer a step stays in doubt, however often it was
 * accepted. Throws where the address or the secret cannot be used.
 */
export function createWebhook(options: WebhookOptions): Connector {
  const problem = whyNotUrl(options.url, options.allowsLoopback)
  if (problem !== null) throw new RangeError(`The webhook address cannot be used. ${problem}`)
  const key = readSecret(options.secret)
  const base = options.url.replace(/\/$/, '')

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
      const answer = await send('GET', `${base}/status?id=${encodeURIComponent(id)}`, id, '', signal)
      if (answer.status !== 200) return `The status address answered ${answer.status}.`
      if (answer.isCut) return 'The status address answered more than can be read.'
      const status = StatusAnswer.safeParse(parseJson(answer.body))
      return status.success ? status.data : 'The status address answered something else than a state.'
    } catch (error) {
      return `The status address did not answer: ${reasonOf(error)}`
    }
  }

  return {
    id: 'webhook',
    title: `Webhook to ${new URL(base).host}`,
    actions: ACTION_IDS,
    leastPrivilege: ['Whatever your receiver uses to act; Sluicegate itself holds only the signing secret.'],
    triedAgainst: 'A receiver over HTTP that verifies with the published Standard Webhooks library.',
    verifyWithinMs: VERIFY_WITHIN_MS,

    accountOf: (identity) => Promise.resolve(identity.name),

    plan(wish: StepWish): Promise<ConnectorPlan> {
      const action = actionOf(wish.action)
      const { account, sessionIds, credentialIds, tools } = wish.target
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
        return answerOf(await send('POST', base, idempotencyKey, body, signal))
      } catch (error) {
        const reason = `The receiver did not answer: ${reasonOf(error)}`
        if (error instanceof DeliveryBroken && error.stage === 'forbidden') return { kind: 'refused', reason }
        return { kind: 'unknown', reason }
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

/** Only what can never have been done is `refused`; whatever might have been is `unknown` and read back first. */
function answerOf({ status, retryAfter }: Delivered): Execution {
  if (status >= 200 && status < 300) return { kind: 'accepted', detail: `The receiver answered ${status}.` }
  if (status >= 300 && status < 400) {
    return { kind: 'refused', reason: `It answered ${status}; redirects are not followed.` }
  }
  if (status === 401 || status === 403) {
    return {
      kind: 'refused',
      reason: `It answered ${status}: it does not take our signature. Whoever runs the connector must renew the secret.`,
    }
  }
  const reason = `It answered ${status}.`
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    const retryAfterMs = retryAfterOf(retryAfter)
    return retryAfterMs === null ? { kind: 'unknown', reason } : { kind: 'unknown', reason, retryAfterMs }
  }
  return { kind: 'refused', reason }
}

/** Seconds as a number; the form with a date would be judged by the receiver's clock and is not used. */
function retryAfterOf(header: string | null): number | null {
  if (header === null || !/^\d{1,9}$/.test(header.trim())) return null
  return Math.min(LONGEST_RETRY_MS, Number(header) * 1000)
}

function containmentOf(step: PlanStep, state: 'present' | 'absent'): Containment {
  const { strength } = actionOf(step.action)
  // An inverse that is not there has left the containment standing; a watch contains nothing either way.
  if (strength === 0) return state === 'present' ? 'not-contained' : 'contained'
  return state === 'present' && strength >= 2 ? 'contained' : 'not-contained'
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? printable(error.message).slice(0, 300) : 'unknown'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
