import { useQuery } from '@tanstack/react-query'
import { FilePlus2 } from 'lucide-react'
import * as words from '#words/triggers.tsx'
import { useBackend } from '../shared/backend.tsx'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { useNavigate } from '../shared/router/router.ts'
import { oneOf, useUrlWords } from '../shared/url-state.ts'
import { Button } from '../ui/Button.tsx'
import { ScreenBar } from '../ui/layout.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { CoverageTab } from './CoverageTab.tsx'
import { ChangesTab } from './changes/ChangesTab.tsx'
import { ImportTab } from './ImportTab.tsx'
import { changesQuery } from './queries.ts'
import { TriggersTab } from './TriggersTab.tsx'
import { TRIGGERS_KEYS } from './triggers-keys.ts'

const TABS = ['triggers', 'changes', 'coverage', 'import'] as const

/** The rules that decide when response begins: how each does, what is about to change, and what nobody looks for. */
export function TriggersPage() {
  const [urlWords, change] = useUrlWords()
  const navigate = useNavigate()
  const hint = useKeyHint(TRIGGERS_KEYS)
  const tab = oneOf(urlWords['tab'], TABS, 'triggers')
  const open = useQuery(changesQuery(useBackend(), { list: 'open', limit: 200 }))
  const create = () => navigate({ to: '/triggers/new' })
  useKeys(TRIGGERS_KEYS, { new: create })
  return (
    <>
      <ScreenBar
        title={words.title}
        end={
          <Button icon={<FilePlus2 aria-hidden size={14} />} keys={hint('new')} onClick={create}>
            {words.newOne}
          </Button>
        }
      >
        <Tabs
          label={words.viewsOfTheTriggers}
          value={tab}
          onChange={(value) => change({ tab: value === 'triggers' ? null : value }, 'push')}
          tabs={[
            { value: 'triggers', label: words.title },
            {
              value: 'changes',
              label: words.changes,
              ...(open.data === undefined ? {} : { count: open.data.items.length }),
            },
            { value: 'coverage', label: words.coverage },
            { value: 'import', label: words.importIt },
          ]}
        />
      </ScreenBar>
      {tab === 'triggers' ? <TriggersTab /> : null}
      {tab === 'changes' ? <ChangesTab /> : null}
      {tab === 'coverage' ? <CoverageTab /> : null}
      {tab === 'import' ? <ImportTab /> : null}
    </>
  )
}
