import { BackendError } from '../../backend/port.ts'
import { KeyNotUsed } from './passkeys/key-not-used.ts'

/** A failure in words: what happened, what to do, and the reference a colleague can search for. */
export interface FailureWords {
  readonly title: string
  readonly detail: string
  readonly reference: string | null
}

/** Never throws, whatever was thrown: a failed screen must not fail again while it says so. */
export function failureWords(error: unknown): FailureWords {
  if (error instanceof BackendError) {
    return { title: error.message, detail: error.detail, reference: error.type }
  }
  if (error instanceof KeyNotUsed) return { title: 'Not signed', detail: error.message, reference: null }
  return {
    title: 'This page met a fault of its own',
    detail: 'Nothing was changed by it. Load the page again; if it returns, pass on the line below.',
    reference: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  }
}
