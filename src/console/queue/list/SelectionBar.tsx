import { useKeyHint } from '../../shared/keys/my-keys.ts'
import type { useAlertDesk } from '../../shared/triage/use-alert-desk.tsx'
import { later } from '../../ui/later.ts'
import { QUEUE_KEYS } from '../queue-keys.ts'
import type { useQueueWork } from './use-queue-work.ts'
import type { Selection } from './use-selection.ts'

const BulkBar = later(() => import('../../shared/triage/BulkBar.tsx').then((module) => module.BulkBar))
const ManyBar = later(() => import('./ManyBar.tsx').then((module) => module.ManyBar))

interface SelectionBarProps {
  readonly selection: Selection
  readonly desk: ReturnType<typeof useAlertDesk>
  readonly work: Pick<ReturnType<typeof useQueueWork>, 'ask' | 'take'>
}

/** What can be done with all that is selected; nothing while nothing is. */
export function SelectionBar({ selection, desk, work }: SelectionBarProps) {
  const hint = useKeyHint(QUEUE_KEYS)
  if (selection.query !== null) {
    return (
      <ManyBar
        chosen={selection.query}
        refusal={desk.triageRefusal}
        onTake={work.take}
        onAsk={work.ask}
        hint={hint}
        onClear={selection.clear}
      />
    )
  }
  if (selection.rows.length === 0) return null
  return (
    <BulkBar
      selected={selection.rows}
      isMine={desk.isMine}
      refusal={desk.triageRefusal}
      onTake={(taken) => void desk.takeAll(taken)}
      onAsk={(kind) => desk.ask(kind, selection.rows)}
      acceptRefusal={desk.acceptRefusal}
      hint={hint}
      onClear={selection.clear}
    />
  )
}
