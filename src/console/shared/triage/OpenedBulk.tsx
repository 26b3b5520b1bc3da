import { bulkName } from '#words/shared/triage.ts'
import type { BulkView } from '../../../domain/views/bulk-views.ts'
import { RunningBulk } from './BulkDialog.tsx'
import { useBulk } from './use-bulk.ts'

/** A bulk action that somebody looks at again. */
export function OpenedBulk({ bulk, onClose }: { readonly bulk: BulkView; readonly onClose: () => void }) {
  const work = useBulk(bulk, () => undefined)
  return <RunningBulk title={bulkName(bulk.number)} bulk={work.bulk ?? bulk} work={work} onClose={onClose} />
}
