import { queryOptions } from '@tanstack/react-query'
import type { Backend } from '../../../backend/port.ts'
import type { Notice } from '../../../domain/views/notice-views.ts'

/** Under `plans`: whatever becomes of a plan may be news to somebody. */
export function noticesQuery(backend: Backend) {
  return queryOptions({ queryKey: ['plans', 'notices'], queryFn: ({ signal }) => backend.listNotices(signal) })
}

/** Those that came after what was seen last. */
export function unseen(notices: readonly Notice[], seenUntil: number): readonly Notice[] {
  return notices.filter(({ at }) => at > seenUntil)
}
