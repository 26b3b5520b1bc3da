import type { Disposition } from '../../domain/alert/alert.ts'
import type { Mode } from '../../domain/change/change.ts'
import type { Environment, Tenancy } from '../../domain/identity/identity.ts'
import type { ResponseBlock } from '../../domain/trigger/trigger.ts'
import type { ScenarioContent } from '../../domain/views/history-views.ts'
import type { FactCounts } from '../whatif/history.ts'
import type { Breaker, Moved, Queued, WhatIfResult } from '../whatif/result.ts'
import type { WhatIfSession } from '../whatif/session.ts'
import type { AttendedPort } from './attended-worker.ts'

/**
 * The wire between a page that tries a policy and the worker that decides the history again. One wish is under way at a time and
 * every answer names its wish. What crosses is small: counts, and the beginnings of lists; never a row for each alert.
 */
export type ToWhatIf =
  /** Replaces the history. Copied, not moved: the page seeds the next worker with the same bytes. */
  | { readonly type: 'load'; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly type: 'ask'
      readonly wish: number
      readonly ask: Crossing<WhatIfAsk>
      /** The edition whose `before` of this very kind of run the page has: it need not cross again. 0 for none. */
      readonly knows: number
    }
  /** From now on answers to `run` are laid down there where they fit: see `early-answer.ts`. */
  | { readonly type: 'share'; readonly memory: SharedArrayBuffer }

export type FromWhatIf =
  /** It works and does not hang; `stage` is what it does now. */
  | { readonly type: 'alive'; readonly wish: number; readonly stage: 'reading' | 'opening' | 'trying' }
  | { readonly type: 'answer'; readonly wish: number; readonly answer: Exclude<WhatIfAnswer, { readonly kind: 'run' }> }
  /** A `run` was counted: the bytes of `counted-wire.ts`, moved; null where they lie in the shared memory. */
  | { readonly type: 'counted'; readonly wish: number; readonly bytes: Uint8Array<ArrayBuffer> | null }
  /** The wish threw; the worker lives on with its history. */
  | { readonly type: 'failed'; readonly wish: number; readonly message: string }

export type WhatIfAsk =
  /** What the history holds. */
  | { readonly kind: 'facts' }
  /** The draft over the history, with what it is compared to. */
  | {
      readonly kind: 'run'
      readonly baseline: Baseline
      readonly draft: ScenarioContent
      /** Counts the newest fifth apart: an answer for what the draft may be tuned on, and one for what it was not. */
      readonly isTailHeldBack: boolean
    }
  /** Beginnings of the long lists for a draft, at most `limit` entries each; always of the whole history. */
  | { readonly kind: 'lists'; readonly baseline: Baseline; readonly draft: ScenarioContent; readonly limit: number }

/** An ask on its way: the baseline of the ask before is null, so that it is neither copied nor compared with every move of a hand. */
export type Crossing<Ask> = Ask extends { readonly baseline: Baseline }
  ? Omit<Ask, 'baseline'> & { readonly baseline: Baseline | null }
  : Ask

export type WhatIfAnswer =
  | { readonly kind: 'facts'; readonly facts: HistoryFacts }
  | {
      readonly kind: 'run'
      /** Over the whole history, or over its older four fifths where the tail is held back. */
      readonly run: Compared
      readonly tail: Compared | null
      /** Work without the crossing, ms. */
      readonly computeMs: number
    }
  | {
      readonly kind: 'lists'
      readonly moved: readonly Moved[]
      readonly broken: ReturnType<WhatIfSession['broken']>
      readonly head: readonly Queued[]
      readonly breaker: Breaker
    }

export type WhatIfAnswerTo<Kind extends WhatIfAsk['kind']> = Extract<WhatIfAnswer, { readonly kind: Kind }>

/** What a draft is compared to: a policy or a whole scenario, and the modes that triggers have without either. A trigger that is not named is on. */
export interface Baseline {
  readonly policy: ScenarioContent['policy']
  readonly modes: readonly { readonly id: string; readonly mode: Mode }[]
  /** What else it supposes; left out, nothing. */
  readonly supposed?: Omit<ScenarioContent, 'policy'> | undefined
}

/** The two ends of one comparison, over the same alerts. */
export interface Compared {
  readonly before: WhatIfResult
  readonly after: WhatIfResult
}

/** What a history holds, as far as a draft may speak of it. */
export interface HistoryFacts {
  readonly alerts: number
  /** Alerts that agree in everything a decision looks at count as one. */
  readonly cases: number
  /** The moment whose facts are used where none were recorded, and the first and last alert; epoch ms UTC. `from` and `to` are 0 for an empty history. */
  readonly asOf: number
  readonly from: number
  readonly to: number
  /** By what people called them. */
  readonly judged: Readonly<Record<Disposition, number>>
  /** With whose facts of their identities the alerts are replayed. */
  readonly facts: FactCounts
  readonly triggers: readonly TriggerFacts[]
  readonly identities: readonly IdentityInHistory[]
  readonly playbooks: readonly PlaybookFacts[]
}

export interface TriggerFacts {
  readonly id: string
  readonly title: string
  readonly response: ResponseBlock
  /** Why it may not act by itself although its text says so. */
  readonly forbidden: string | null
}

export interface IdentityInHistory {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly hasOwner: boolean
  readonly consumersKnown: boolean
  readonly criticality: number | null
  readonly environment: Environment | null
  readonly tenancy: Tenancy | null
  /** Those that use it directly, the most critical first. */
  readonly consumers: readonly { readonly id: string; readonly name: string; readonly criticality: number | null }[]
  readonly alerts: number
}

export interface PlaybookFacts {
  readonly id: string
  readonly title: string
  /** Null for never. */
  readonly exercisedAt: number | null
}

export type WhatIfPort = AttendedPort<ToWhatIf, FromWhatIf>
