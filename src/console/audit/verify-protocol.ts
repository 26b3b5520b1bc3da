import type { LogReport, RememberedHead } from '../../domain/audit/verify-log.ts'

/** Page to worker. One check at a time: `begin` forgets the one before, and answers to it are dropped by `run`. */
export type ToVerifier =
  | { readonly type: 'begin'; readonly run: number; readonly remembered: RememberedHead | null }
  /** The next stored texts, in order. */
  | { readonly type: 'feed'; readonly run: number; readonly texts: readonly string[] }
  /** `head` is what the gateway claims; `last` the leaf hash of its newest entry. */
  | { readonly type: 'finish'; readonly run: number; readonly head: RememberedHead & { readonly last: string } }
  /** Whether these entries, as the page is about to show them, are the ones that were checked. */
  | { readonly type: 'compare'; readonly id: number; readonly entries: readonly ShownEntry[] }

/** An entry by its number and the canonical text of what is on the screen. */
export interface ShownEntry {
  readonly sequence: number
  readonly text: string
}

/** Worker to page. */
export type FromVerifier =
  /** `checked` texts were hashed; asks for the next ones. */
  | { readonly type: 'fed'; readonly run: number; readonly checked: number }
  /** `computeMs` is time spent hashing, without the crossing and the network. */
  | { readonly type: 'finished'; readonly run: number; readonly report: LogReport; readonly computeMs: number }
  /** Per entry, in the order asked: null where that number was not checked yet. */
  | { readonly type: 'compared'; readonly id: number; readonly same: readonly (boolean | null)[] }

/** What the client needs of a Worker; a test brings thirty lines that fail on purpose. */
export interface VerifierPort {
  postMessage(message: ToVerifier): void
  onmessage: ((event: { readonly data: FromVerifier }) => void) | null
  terminate(): void
}
