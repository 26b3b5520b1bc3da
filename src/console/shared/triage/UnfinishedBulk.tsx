import { useQuery } from '@tanstack/react-query'
import { ListTodo } from 'lucide-react'
import { useState } from 'react'
import { bulkName } from '#words/shared/triage.ts'
import * as words from '#words/shared/work.tsx'
import type { BulkView } from '../../../domain/views/bulk-views.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { later } from '../../ui/later.ts'
import { useBackend } from '../backend.tsx'
import { useActiveBulk } from './active-bulk.ts'
import { handledOf } from './bulk-run.ts'

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
          title={words.standsAt(bulkName(first.number), handledOf(first), first.total)}
          action={<Button onClick={() => setOpened(first)}>{words.lookAt}</Button>}
        >
          {words.nothingOfItIsSent(first.title)}
        </Banner>
      )}
      {opened === null ? null : <OpenedBulk key={opened.id} bulk={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
