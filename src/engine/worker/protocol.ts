import type { HistoryRecord } from '../../domain/views/record-views.ts'
import type { AttendedPort } from './attended-worker.ts'

/**
 * The wire between a page that writes a trigger and the worker that tries it on history. One wish is under way at a time;
 * every message from the worker names the wish it belongs to, and whatever belongs to another one is dropped, never shown.
 */
export type ToLab =
  /** Records for the history, newest first, appended after those that are there. The worker's copy; the page keeps its own to seed the next worker. */
  | { readonly type: 'add'; readonly records: readonly HistoryRecord[] }
  | { readonly type: 'forget' }
  | { readonly type: 'ask'; readonly wish: number; readonly ask: Ask }
  /** Nobody waits for this wish any more. The worker answers `cancelled` between two slices of its work. */
  | { readonly type: 'cancel'; readonly wish: number }

export type FromLab =
  /** Between slices of a long wish: the worker works and does not hang. */
  | { readonly type: 'alive'; readonly wish: number }
  | { readonly type: 'answer'; readonly wish: number; readonly answer: Answer }
  | { readonly type: 'cancelled'; readonly wish: number }
  /** The wish threw; the worker lives on with its history. */
  | { readonly type: 'failed'; readonly wish: number; readonly message: string }

export type Ask =
  /** Which records of the history the text fires on, and whether its tests hold. */
  | {
      readonly kind: 'try'
      readonly text: string
      /** What it is compared with: the text in force. Null for a trigger that does not exist yet. */
      readonly base: string | null
      readonly tests: readonly HistoryRecord[]
    }
  /** The truth of every condition of the text for one record. */
  | { readonly kind: 'explain'; readonly text: string; readonly record: HistoryRecord }
  /** What may be written: field names and values of the loaded history, log sources, modifiers. */
  | { readonly kind: 'vocabulary' }
  /** Files of rules from elsewhere, each read by itself. */
  | { readonly kind: 'read-files'; readonly files: readonly RuleFile[] }

export type Answer =
  | {
      readonly kind: 'try'
      /** By place in the text. A text with problems may still have a result: its rule is read, its response block is not. */
      readonly problems: readonly LabProblem[]
      readonly result: TryResult | null
      /** Work without the crossing, ms. */
      readonly computeMs: number
    }
  | { readonly kind: 'explain'; readonly explanation: LabExplanation | null }
  | { readonly kind: 'vocabulary'; readonly vocabulary: Vocabulary }
  /** The first of those that were asked about, at least one: time may run out before the others. */
  | { readonly kind: 'read-files'; readonly files: readonly ReadFile[] }

export type AnswerTo<Kind extends Ask['kind']> = Extract<Answer, { readonly kind: Kind }>

/**
 * What a rule says of a record. `unread`: it is about other records, or the record's seal is broken. `calm`: it read it
 * and does not fire. `unseen`: time ran out before it was looked at.
 */
export const VERDICT = { unread: 0, calm: 1, fires: 2, unseen: 3 } as const

export interface TryResult {
  /** Name of the trigger; null while the text has none. */
  readonly id: string | null
  /** `verdicts[i]` is a `VERDICT` for record i of the history, in the order in which records were added. */
  readonly verdicts: Uint8Array
  /** The same for `base`; null where there is none or it cannot be read. */
  readonly baseVerdicts: Uint8Array | null
  readonly firedCount: number
  /** Records that the rule reads, fired on or not. */
  readonly readCount: number
  /** Per test, in the order asked: whether it fires. */
  readonly tests: readonly boolean[]
  /** Records that time did not suffice for; 0 where all were looked at. */
  readonly unseenCount: number
}

/** Lines and columns count from 1, columns in UTF-16 code units. */
export interface LabProblem {
  readonly line: number
  readonly column: number
  readonly message: string
  readonly shouldBe: string
  /** Read, but perhaps not as meant: does not keep the text from being a trigger. */
  readonly isWarning: boolean
  /** A replacement that heals it, where there is one. */
  readonly fix: {
    readonly line: number
    readonly column: number
    readonly length: number
    readonly text: string
  } | null
}

/** One condition, whether it is true of the record, and what it is made of. The root's truth is whether the rule fires. */
export interface LabExplanation {
  readonly kind: 'source' | 'and' | 'or' | 'not' | 'detection' | 'any' | 'all' | 'field' | 'other'
  readonly text: string
  readonly isTrue: boolean
  readonly line: number | null
  /** What the record holds there, safe to print; empty where it holds nothing. */
  readonly found: readonly string[]
  readonly parts: readonly LabExplanation[]
}

export interface FieldWord {
  readonly name: string
  /** Records of the loaded history that hold it. */
  readonly count: number
  /** The most frequent values, as a rule writes them; empty where they are too many or too long to be worth offering. */
  readonly values: readonly string[]
}

/** A word of the language or of our own lists, with what it means. */
export interface Word {
  readonly name: string
  readonly meaning: string
}

export interface Vocabulary {
  /** By format, the most frequent fields first; `signal` holds those of the normalised signal. */
  readonly fields: Readonly<Record<string, readonly FieldWord[]>>
  /** Facts from enrichment, with the values a closed list allows. */
  readonly evidence: readonly (Word & { readonly values: readonly string[] })[]
  /** As a rule's author writes them, `product/service`, and what they read. */
  readonly logSources: readonly { readonly product: string; readonly service: string; readonly format: string }[]
  readonly modifiers: readonly string[]
  /** Keys of a rule at its top level. */
  readonly keys: readonly string[]
  readonly levels: readonly string[]
  /** ATT&CK techniques and tactics as tags. */
  readonly tags: readonly Word[]
  /** Of the response block, by dotted path below `sluicegate` (`''` for its own keys, `scope`, `playbook` …): keys, or values. */
  readonly response: Readonly<Record<string, readonly Word[]>>
}

export interface RuleFile {
  /** With its folder, where it came with one. */
  readonly name: string
  readonly text: string
}

/** One file from elsewhere. `text` is what to open as a draft: with a response block to be decided, where it has none. */
export interface ReadFile {
  readonly name: string
  readonly title: string | null
  readonly id: string | null
  readonly text: string
  /** Why the rule cannot be used as it stands; a missing response block is none. Empty where it reads. */
  readonly problems: readonly LabProblem[]
}

export type LabPort = AttendedPort<ToLab, FromLab>
