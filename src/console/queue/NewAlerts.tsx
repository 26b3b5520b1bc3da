import { ArrowUp } from 'lucide-react'
import { useEffect } from 'react'
import * as words from '#words/queue.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { announce } from '../ui/announce.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { useQueueStatus } from './engine/queue-engine.ts'
import { QUEUE_KEYS } from './queue-keys.ts'

const SPEAK_AFTER_MS = 10_000

/** What waits at the door, on a line of its own: it never covers or moves a row. Nothing where nothing waits. */
export function NewAlerts({ onShow }: { readonly onShow: () => void }) {
  const count = useQueueStatus(({ drift }) => drift.arrived)
  const critical = useQueueStatus(({ drift }) => drift.arrivedCritical)
  const hint = useKeyHint(QUEUE_KEYS)
  const said = words.newOnes(count)
  const spoken = count === 0 ? '' : critical > 0 ? words.newAndCritical(count, critical) : said
  useEffect(() => {
    if (spoken === '') return undefined
    // A storm of alerts would talk without end: the last count of ten seconds is enough.
    const timer = setTimeout(() => announce(spoken), SPEAK_AFTER_MS)
    return () => clearTimeout(timer)
  }, [spoken])
  if (count === 0) return null
  return (
    <div className="flex min-h-9 shrink-0 items-center justify-end border-b border-line px-4">
      <button
        type="button"
        onClick={onShow}
        className="inline-flex h-6 items-center gap-2 rounded-full border border-line-strong bg-raised ps-2.5 pe-1 text-small hover:bg-hover"
      >
        <ArrowUp aria-hidden size={13} />
        <span className="font-title">{said}</span>
        {critical > 0 ? <span className="text-text-2">{words.critical(critical)}</span> : null}
        <Kbd keys={hint('show-new') ?? []} />
      </button>
    </div>
  )
}
