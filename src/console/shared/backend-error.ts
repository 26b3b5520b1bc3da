import * as words from '#words/shared/parts.ts'
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
    const { message: title, detail, rule, type: reference } = error
    return { title, detail: rule === null ? detail : words.becauseOfRule(detail, rule), reference }
  }
  if (error instanceof KeyNotUsed) return { title: words.notSigned, detail: error.message, reference: null }
  return {
    title: words.thisPageMetAFault,
    detail: words.nothingWasChanged,
    reference: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  }
}

/** The same in one line, where there is room for no more: what happened, and why. */
export function failureLine(error: unknown): string {
  const { title, detail } = failureWords(error)
  return words.titleAndDetail(title, detail)
}
