import { startTransition, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AlertRow } from '../../../domain/views/alert-views.ts'
import { useOnRest } from '../../ui/grid-cursor.ts'
import { later } from '../../ui/later.ts'
import type { QueueLines } from '../engine/use-queue-lines.ts'
import { useQueueMemory } from '../queue-memory.ts'
import type { QueueCursor } from './use-cursor.ts'

const Preview = later(() => import('../Preview.tsx').then((module) => module.Preview))

interface PreviewPaneProps {
  readonly cursor: QueueCursor
  readonly lines: QueueLines
  /** The alert of a line, as new as it is known; null for a group. */
  readonly rowAt: (line: number) => AlertRow | null
  readonly isOpen: boolean
  /** Id of the alert in the URL. */
  readonly openId: string | null
  readonly isWide: boolean
  readonly onOpenWord: (alertId: string | null) => void
  readonly onClose: () => void
  readonly onOpen: (row: AlertRow) => void
  readonly onPropose: (row: AlertRow) => void
  readonly proposeRefusal: string | null
}

/** The alert on which the cursor rests, beside the list and in the URL. */
export function PreviewPane(props: PreviewPaneProps) {
  const { cursor, lines, rowAt, isOpen, openId, isWide } = props
  const previewPx = useQueueMemory((memory) => memory.previewPx)
  const [row, setRow] = useState<AlertRow | null>(null)
  /** The cursor rests where no line has come yet: what was shown stays till then. */
  const isAwaited = useRef(true)

  const follow = () => {
    const here = cursor.at()
    isAwaited.current = lines.lineAt(here) === null
    if (isAwaited.current) return
    const next = isOpen ? rowAt(here) : null
    startTransition(() => setRow(next))
    const id = next?.id ?? null
    if (cursor.hasPlace() && id !== openId) props.onOpenWord(id)
  }
  useOnRest(cursor, follow)
  const show = useEffectEvent(follow)
  useEffect(() => show(), [isOpen])
  // The same alert is renewed at its place; where another stands now, the cursor is still on its way to its own.
  const renew = useEffectEvent(() => {
    if (isAwaited.current || rowAt(cursor.at())?.id === row?.id) follow()
  })
  useEffect(() => renew(), [rowAt])

  if (!isOpen || row === null) return null
  return (
    <div className="hidden tablet:contents">
      <Preview
        row={row}
        sizePx={previewPx ?? (isWide ? 520 : 380)}
        onResize={(px) => useQueueMemory.setState({ previewPx: px })}
        onClose={props.onClose}
        onOpen={() => props.onOpen(row)}
        onPropose={() => props.onPropose(row)}
        proposeRefusal={props.proposeRefusal}
      />
    </div>
  )
}
