import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import * as words from '#words/app.tsx'
import type { Notice } from '../../domain/views/notice-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { noticesQuery, unseen } from '../shared/notices/queries.ts'
import { useSeenUntil } from '../shared/notices/seen.ts'
import { useSession } from '../shared/session.ts'
import { announce } from '../ui/announce.ts'
import { say } from '../ui/Toast.tsx'

/**
 * How many notices are new. One that comes while the page is open is said at once; outside of the tab only while nobody looks at
 * it, and only where the person has allowed that.
 */
export function useNotices(): number {
  const person = useSession()?.person
  const notices = useQuery({ ...noticesQuery(useBackend()), enabled: person !== undefined }).data
  const seenUntil = useSeenUntil((all) => all[person?.id ?? '']) ?? 0
  const told = useRef<ReadonlySet<string> | null>(null)
  const tellFresh = useEffectEvent((items: readonly Notice[]) => {
    const before = told.current
    told.current = new Set(items.map(({ id }) => id))
    if (before === null) return
    for (const notice of items) if (!before.has(notice.id) && notice.at > seenUntil) tell(notice)
  })
  useEffect(() => {
    if (notices !== undefined) tellFresh(notices)
  }, [notices])
  return notices === undefined ? 0 : unseen(notices, seenUntil).length
}

function tell({ title, detail, kind }: Notice): void {
  if (document.hasFocus()) {
    say(title)
    announce(title, kind === 'glass' ? 'assertive' : 'polite')
    return
  }
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  // Said by the browser, so without markup; two for the same plan replace each other.
  const shown = new Notification(words.product, { body: detail === null ? title : `${title}\n${detail}`, tag: title })
  shown.addEventListener('click', () => window.focus())
}
