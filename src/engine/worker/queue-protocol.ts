import type { FieldName } from '../../domain/query/fields.ts'
import type { Query } from '../../domain/query/query.ts'
import type { Impact } from '../../domain/suppression/impact-schema.ts'
import type { SparingRules } from '../../domain/suppression/spared.ts'
import type { ChosenIn } from '../queue/chosen-in-groups.ts'
import type { Drift } from '../queue/drift.ts'
import type { Facet, FacetValue } from '../queue/facets.ts'
import type { Histogram } from '../queue/histogram.ts'
import type { QueueLine, QueueMember, ViewCounts, ViewWish } from '../queue/queue-view.ts'

/**
 * The wire between a page and the worker that holds every alert. Bytes are moved, not copied. One wish is under way at a time and
 * every answer names its wish; what crosses back are counts and the rows that are looked at, never a row for each alert.
 */
export type ToQueue =
  /** Forgets every alert: `load` names the blocks that follow. */
  | { readonly type: 'begin'; readonly load: number }
  /** So many alerts will come. */
  | { readonly type: 'expect'; readonly load: number; readonly rows: number }
  | { readonly type: 'block'; readonly load: number; readonly bytes: Uint8Array<ArrayBuffer> }
  /** Rows that are new or changed since. */
  | { readonly type: 'change'; readonly load: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'ask'; readonly wish: number; readonly ask: QueueAsk }

export type FromQueue =
  /** After each block and change: alerts that are held and, after a change, how the view drifted from the lines that were given. */
  | {
      readonly type: 'held'
      readonly load: number
      readonly rows: number
      readonly isChange: boolean
      readonly drift: Drift
    }
  /** A block or change could not be read; nothing of it is held. */
  | { readonly type: 'unreadable'; readonly load: number; readonly message: string }
  | { readonly type: 'answer'; readonly wish: number; readonly answer: QueueAnswer }
  /** The wish threw; the worker lives on with its alerts. */
  | { readonly type: 'failed'; readonly wish: number; readonly message: string }

export type QueueAsk =
  /** Makes the view anew; what is asked afterwards is about it. */
  | {
      readonly kind: 'view'
      readonly wish: ViewWish
      /** Epoch ms UTC, for `now`. */
      readonly now: number
      readonly meId: string
      /** Answers of the gateway for conditions on raw paths: each as it prints, with the numbers of its alerts. */
      readonly raw: readonly (readonly [clause: string, numbers: readonly number[]])[]
      readonly facets: readonly FieldName[]
      readonly facetLimit: number
      readonly histogram: { readonly field: 'received' | 'lastSeen'; readonly bars: number } | null
      /** Lines that are seen first; `to` excluded. */
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'lines'; readonly from: number; readonly to: number }
  /** Where an alert stands, by its number or its id. */
  | { readonly kind: 'place'; readonly alert: number | string }
  /** Values of a field that hold the prefix, for completion; with an empty one its top values. */
  | {
      readonly kind: 'values'
      readonly field: FieldName
      readonly prefix: string
      /** Counts all alerts instead of those in view. */
      readonly isEverywhere: boolean
      readonly limit: number
    }
  /** How many alerts fit each of these queries, whatever is in view. */
  | { readonly kind: 'counts'; readonly queries: readonly Query[]; readonly now: number; readonly meId: string }
  /** What a suppression by this query would have done to every alert that is held. */
  | {
      readonly kind: 'impact'
      readonly query: Query
      readonly rules: SparingRules
      readonly now: number
      readonly meId: string
    }
  /** How many of these alerts each group of the view holds, by its path. */
  | {
      readonly kind: 'chosen'
      readonly numbers: readonly number[]
      readonly paths: readonly (readonly (string | null)[])[]
    }
  /** Values that all of these alerts have of these fields. */
  | {
      readonly kind: 'shared'
      readonly numbers: readonly number[]
      readonly fields: readonly FieldName[]
      readonly limit: number
    }
  /** The alerts of the view that also fit a query: a selection, a group. */
  | { readonly kind: 'members'; readonly also: Query; readonly repeatsOf?: number; readonly limit: number }

export type QueueAnswer =
  | {
      readonly kind: 'view'
      readonly counts: ViewCounts
      readonly lines: readonly QueueLine[]
      readonly facets: readonly Facet[]
      readonly histogram: Histogram | null
      /** Alerts that were held when it was made. */
      readonly rows: number
      /** Work without the crossing, ms. */
      readonly computeMs: number
    }
  | { readonly kind: 'lines'; readonly lines: readonly QueueLine[] }
  /** `line` is null where the alert is not on a line; `number` where it is not held at all. */
  | { readonly kind: 'place'; readonly line: number | null; readonly number: number | null }
  | { readonly kind: 'values'; readonly values: readonly FacetValue[] }
  | { readonly kind: 'counts'; readonly counts: readonly number[] }
  | { readonly kind: 'impact'; readonly impact: Impact }
  /** In the order of the paths. */
  | { readonly kind: 'chosen'; readonly groups: readonly ChosenIn[] }
  /** In the order of the fields; null where one of the alerts has no value, or all of them have more than `limit`. */
  | { readonly kind: 'shared'; readonly values: readonly (readonly string[] | null)[] }
  | { readonly kind: 'members'; readonly total: number; readonly first: readonly QueueMember[] }

export type QueueAnswerTo<Kind extends QueueAsk['kind']> = Extract<QueueAnswer, { readonly kind: Kind }>

/** The part of a `Worker` that the client uses. */
export interface QueuePort {
  postMessage(message: ToQueue, transfer?: Transferable[]): void
  terminate(): void
  onmessage: ((event: { readonly data: FromQueue }) => void) | null
  onerror: ((event: unknown) => void) | null
}
