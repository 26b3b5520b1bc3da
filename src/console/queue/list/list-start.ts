import type { Query } from '../../../domain/query/query.ts'
import { useWalk } from '../../shared/triage/walk.ts'

export function isBrushed(query: Query): boolean {
  const parts = query.kind === 'and' ? query.parts : [query]
  return parts.some((part) => part.kind === 'between' && part.field === 'lastSeen')
}

/** The alert in the URL, and where one comes back from it also those that came after it: it may have left the view. */
export function heirsOf(openId: string | null): readonly string[] {
  const { ids } = useWalk.getState()
  if (openId === null) return []
  return ids.includes(openId) ? ids.slice(ids.indexOf(openId)) : [openId]
}
