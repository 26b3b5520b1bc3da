import { useQuery } from '@tanstack/react-query'
import { VolumeOff } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/suppressions.tsx'
import { isStanding } from '../../domain/suppression/lasting.ts'
import type { SuppressionView } from '../../domain/suppression/suppression.ts'
import { useBackend } from '../shared/backend.tsx'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { suppressionsQuery } from '../shared/suppression/queries.ts'
import { SuppressDialog } from '../shared/suppression/SuppressDialog.tsx'
import { WorkTroubles } from '../shared/triage/WorkTroubles.tsx'
import { useUrlWords } from '../shared/url-state.ts'
import { useRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { useNow } from '../ui/clock.ts'
import { FootLine, ScreenBar } from '../ui/layout.tsx'
import { EmptyState, LoadingState, StaleState } from '../ui/states.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { say } from '../ui/Toast.tsx'
import { EndDialog, ExtendDialog } from './SuppressionDialogs.tsx'
import { SuppressionLine } from './SuppressionLine.tsx'
import { SUPPRESSIONS_KEYS } from './suppressions-keys.ts'

type Asked = { readonly kind: 'add' } | { readonly kind: 'extend' | 'end'; readonly suppression: SuppressionView }

/** What is kept out of the queue: by whom, why, until when, and how many alerts it held. */
export function SuppressionsPage() {
  const suppressions = useQuery(suppressionsQuery(useBackend()))
  const [url, changeUrl] = useUrlWords()
  const hint = useKeyHint(SUPPRESSIONS_KEYS)
  const now = useNow(1000)
  const [asked, setAsked] = useState<Asked | null>(null)
  const all = suppressions.data?.items ?? []
  const tab = url['list'] === 'over' ? 'over' : 'standing'
  const lists = {
    standing: all.filter((one) => isStanding(one, now)),
    over: all.filter((one) => !isStanding(one, now)),
  }
  const shown = lists[tab]
  const current = shown.find(({ number }) => String(number) === url['open']) ?? null
  const refusal = useRefusal('suppress-alerts')
  const walk = (step: 1 | -1) => {
    const at = current === null ? (step === 1 ? 0 : shown.length - 1) : shown.indexOf(current) + step
    const next = shown[at]
    if (next === undefined) return
    changeUrl({ open: String(next.number) }, 'replace')
    document.getElementById(`SU-${next.number}`)?.scrollIntoView({ block: 'nearest' })
  }
  const ask = (next: Asked | null) => {
    if (refusal !== null) say(refusal)
    else if (next !== null) setAsked(next)
  }
  const ofCurrent = (kind: 'extend' | 'end') =>
    ask(current === null || tab === 'over' ? null : { kind, suppression: current })
  useKeys(SUPPRESSIONS_KEYS, {
    add: () => ask({ kind: 'add' }),
    next: () => walk(1),
    previous: () => walk(-1),
    extend: () => ofCurrent('extend'),
    end: () => ofCurrent('end'),
    undo: () => void import('../ui/undo.ts').then(({ undoLast }) => undoLast()),
  })
  const close = () => setAsked(null)
  return (
    <>
      <ScreenBar
        title={words.title}
        end={
          <Button
            look="ink"
            icon={<VolumeOff aria-hidden size={14} />}
            keys={hint('add')}
            disabledBecause={refusal}
            onClick={() => setAsked({ kind: 'add' })}
          >
            {words.add}
          </Button>
        }
      >
        <Tabs
          label={words.title}
          value={tab}
          onChange={(list) => changeUrl({ list: list === 'over' ? 'over' : null, open: null })}
          tabs={[
            { value: 'standing', label: words.standing, count: lists.standing.length },
            { value: 'over', label: words.over, count: lists.over.length },
          ]}
        />
      </ScreenBar>
      <WorkTroubles />
      {suppressions.isRefetchError ? (
        <StaleState title={words.stale} onRetry={() => void suppressions.refetch()}>
          {words.staleDetail}
        </StaleState>
      ) : null}
      {suppressions.data === undefined ? (
        suppressions.isError ? (
          <QueryFailed error={suppressions.error} onRetry={() => void suppressions.refetch()} />
        ) : (
          <LoadingState label={words.loading} />
        )
      ) : shown.length === 0 ? (
        <EmptyState title={words.emptyTitle} tone={tab === 'standing' ? 'healthy' : 'none'}>
          {all.length === 0 ? words.empty : tab === 'standing' ? words.noneStanding : words.noneOver}
        </EmptyState>
      ) : (
        <ul aria-label={words.title} className="min-h-0 grow overflow-y-auto">
          {shown.map((suppression) => (
            <SuppressionLine
              key={suppression.id}
              suppression={suppression}
              isCurrent={suppression === current}
              refusal={refusal}
              onExtend={() => setAsked({ kind: 'extend', suppression })}
              onEnd={() => setAsked({ kind: 'end', suppression })}
            />
          ))}
        </ul>
      )}
      <FootLine
        start={words.foot(
          lists.standing.length,
          lists.standing.reduce((sum, { holding }) => sum + holding, 0),
        )}
        end={words.shown}
      />
      {asked?.kind === 'add' ? <SuppressDialog onClose={close} /> : null}
      {asked?.kind === 'extend' ? <ExtendDialog suppression={asked.suppression} onClose={close} /> : null}
      {asked?.kind === 'end' ? <EndDialog suppression={asked.suppression} onClose={close} /> : null}
    </>
  )
}
