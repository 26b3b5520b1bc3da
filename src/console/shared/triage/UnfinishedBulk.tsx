import { useQuery } from '@tanstack/react-query'
import { ListTodo } from 'lucide-react'
import { useState } from 'react'
import type { BulkView } from '../../../domain/views/bulk-views.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { later } from '../../ui/later.ts'
import { countText } from '../../ui/number-text.ts'
import { useBackend } from '../backend.tsx'
import { useActiveBulk } from './active-bulk.ts'
import { handledOf } from './bulk-run.ts'
import { bulkName } from './words.ts'

const OpenedBulk = later(() => import('./OpenedBulk.tsx').then((module) => module.OpenedBulk))

/** A bulk action of this person that stands still: the page was closed, or the line was lost. It waits to be asked for. */
export function UnfinishedBulk() {
  const backend = useBackend()
  const unfinished = useQuery({
    queryKey: ['bulk', 'unfinished'],
    queryFn: ({ signal }) => backend.listUnfinishedBulk(signal),
  })
  const [opened, setOpened] = useState<BulkView | null>(null)
  const active = useActiveBulk(({ ids }) => ids)
  const first = unfinished.data?.find(({ id }) => !active.includes(id))
  return (
    <>
      {first === undefined || opened !== null ? null : (
        <Banner
          tone="doubt"
          icon={<ListTodo aria-hidden size={16} />}
          title={`${bulkName(first.number)} stands at ${countText(handledOf(first))} of ${countText(first.total)}.`}
          action={<Button onClick={() => setOpened(first)}>Look at it</Button>}
        >
          {first.title}. Nothing of it is sent until you say so.
        </Banner>
      )}
      {opened === null ? null : <OpenedBulk key={opened.id} bulk={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
