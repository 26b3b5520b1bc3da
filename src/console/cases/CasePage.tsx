import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/cases.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import type { CaseView } from '../../domain/views/case-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { caseQuery } from '../shared/cases/queries.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { usePageTitle } from '../shared/page-title.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useNavigate, useParams } from '../shared/router/router.ts'
import { BulkBar } from '../shared/triage/BulkBar.tsx'
import { useAlertDesk } from '../shared/triage/use-alert-desk.tsx'
import { WorkTroubles } from '../shared/triage/WorkTroubles.tsx'
import { Button } from '../ui/Button.tsx'
import { LoadingState, StaleState } from '../ui/states.tsx'
import { say } from '../ui/Toast.tsx'
import { CaseBar } from './CaseBar.tsx'
import { type CaseAsked, CaseDialogs } from './CaseDialogs.tsx'
import { CaseMembers } from './CaseMembers.tsx'
import { CaseTimeline } from './CaseTimeline.tsx'
import { CASE_KEYS } from './cases-keys.ts'
import { useCaseWork } from './use-case-work.ts'

export function CasePage() {
  const { caseId = '' } = useParams()
  const found = useQuery(caseQuery(useBackend(), caseId))
  if (found.data === undefined) {
    return found.isError ? (
      <QueryFailed error={found.error} onRetry={() => void found.refetch()} />
    ) : (
      <LoadingState label={words.loadingOne} />
    )
  }
  return (
    <>
      {found.isRefetchError ? (
        <StaleState title={words.stale} onRetry={() => void found.refetch()}>
          {words.staleDetail}
        </StaleState>
      ) : null}
      <Case key={caseId} file={found.data} />
    </>
  )
}

/** One case: who has it, its alerts and why they belong together, all that happened, and the work on all of them at once. */
function Case({ file }: { readonly file: CaseView }) {
  usePageTitle(file.name)
  const navigate = useNavigate()
  const hint = useKeyHint(CASE_KEYS)
  const [asked, setAsked] = useState<CaseAsked | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const work = useCaseWork(file)
  const desk = useAlertDesk({ onChanged: work.refresh, onDone: () => setChosen(new Set()) })
  const all = file.members.map(({ alert }) => alert)
  const worked: readonly AlertRow[] = chosen.size === 0 ? all : all.filter(({ id }) => chosen.has(id))
  const allowed = (run: () => void, refusal = desk.triageRefusal) => (refusal === null ? run : () => say(refusal))
  useKeys(CASE_KEYS, {
    back: () => navigate({ to: '/cases', search: {} }),
    own: allowed(work.own),
    assign: allowed(() => desk.ask('assign', worked)),
    snooze: allowed(() => desk.ask('snooze', worked)),
    tag: allowed(() => desk.ask('tag', worked)),
    close: allowed(() => desk.ask('close', worked)),
    propose: allowed(() => setAsked({ kind: 'propose', rows: worked }), desk.proposeRefusal),
    undo: desk.undo,
    add: allowed(() => setAsked({ kind: 'add-by-number' })),
  })
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  return (
    <>
      <CaseBar
        file={file}
        refusal={desk.triageRefusal}
        isBusy={work.isBusy}
        onOwn={work.own}
        onReopen={work.reopen}
        onAsk={setAsked}
      />
      <WorkTroubles />
      <div className="min-h-0 grow overflow-y-auto desk:flex desk:overflow-hidden">
        <div className="min-w-0 px-4 tablet:px-6 desk:w-1/2 desk:overflow-y-auto">
          <CaseMembers
            file={file}
            chosen={chosen}
            refusal={desk.triageRefusal}
            onToggle={toggle}
            onRemove={(alert) => setAsked({ kind: 'remove', alert })}
            onAdd={(alerts) => setAsked({ kind: 'add', alerts })}
            onAddByNumber={() => setAsked({ kind: 'add-by-number' })}
          />
        </div>
        <div className="min-w-0 border-line px-4 tablet:px-6 desk:w-1/2 desk:overflow-y-auto desk:border-s">
          <CaseTimeline file={file} />
        </div>
      </div>
      <BulkBar
        selected={worked}
        refusal={desk.triageRefusal}
        acceptRefusal={desk.acceptRefusal}
        onTake={(rows) => desk.takeAll(rows)}
        onAsk={(kind) => desk.ask(kind, worked)}
        hint={hint}
        onClear={() => setChosen(new Set())}
        extra={
          <Button
            look="ghost"
            keys={hint('propose')}
            disabledBecause={desk.proposeRefusal}
            onClick={() => setAsked({ kind: 'propose', rows: worked })}
          >
            {words.propose}
          </Button>
        }
      />
      {asked === null ? null : <CaseDialogs asked={asked} file={file} onClose={() => setAsked(null)} />}
      {desk.dialogs}
    </>
  )
}
