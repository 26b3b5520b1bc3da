import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/alert.tsx'
import { alertName, planName } from '#words/shared/triage.ts'
import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { AlertDetail, RecordRow } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { useIsOffline } from '../shared/connection.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { useKeys } from '../shared/keys/use-keys.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { usePageTitle } from '../shared/page-title.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useNavigate, useParams } from '../shared/router/router.ts'
import { alertQuery } from '../shared/triage/queries.ts'
import { useAlertDesk } from '../shared/triage/use-alert-desk.tsx'
import { WorkMenu } from '../shared/triage/WorkMenu.tsx'
import { WorkTroubles } from '../shared/triage/WorkTroubles.tsx'
import { useWalk } from '../shared/triage/walk.ts'
import { whyBlocked } from '../shared/triage/why-blocked.ts'
import { oneOf, useUrlWords } from '../shared/url-state.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { LoadingState, StaleState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'
import { say } from '../ui/Toast.tsx'
import { sortedOptions } from './ActionChoice.tsx'
import { AlertBar } from './AlertBar.tsx'
import { AlertStory } from './AlertStory.tsx'
import { ALERT_KEYS } from './alert-keys.ts'
import { CameBack } from './CameBack.tsx'
import { DecisionRail } from './DecisionRail.tsx'
import { NOTE_FIELD } from './Notes.tsx'
import { useNoteDrafts } from './note-drafts.ts'
import { RawRecord } from './RawRecord.tsx'
import { WhoIsHere } from './WhoIsHere.tsx'
import { TagList, WorkLines } from './WorkLines.tsx'

/** One alert. The chosen action and list-or-map stand in the URL: a link shows a colleague the same consequence. */
export function AlertPage() {
  const { alertId } = useParams()
  const id = alertId ?? ''
  const detail = useQuery(alertQuery(useBackend(), id))
  if (detail.data === undefined) {
    return detail.error === null ? (
      <LoadingState label={words.loadingTheAlert} />
    ) : (
      <QueryFailed error={detail.error} onRetry={() => void detail.refetch()} />
    )
  }
  return (
    <>
      {detail.isRefetchError ? (
        <StaleState
          title={words.youSeeTheState(<Time at={detail.dataUpdatedAt} look="clock" />)}
          onRetry={() => void detail.refetch()}
        >
          {words.readingWorks}
        </StaleState>
      ) : null}
      <OneAlert key={id} detail={detail.data} />
    </>
  )
}

function OneAlert({ detail }: { readonly detail: AlertDetail }) {
  const { row, decision } = detail
  usePageTitle(`${alertName(row.number)} ${row.title}`)
  const navigate = useNavigate()
  const hint = useKeyHint(ALERT_KEYS)
  const [urlWords, changeWords] = useUrlWords()
  const isOffline = useIsOffline()
  const isWriting = useNoteDrafts(({ texts }) => texts[row.id] !== undefined)
  const [record, setRecord] = useState<RecordRow | null>(null)
  const options = sortedOptions(decision)
  const fallback = decision.action ?? options.find(({ isFeasible }) => isFeasible)?.action ?? null
  const chosen = oneOf<ActionId, ActionId | null>(
    urlWords['action'],
    options.map(({ action }) => action),
    fallback,
  )
  const isList = urlWords['map'] === 'list'
  const desk = useAlertDesk({ onChanged: () => undefined, onDone: () => document.getElementById('main')?.focus() })

  const choose = (action: ActionId | undefined) => {
    if (action === undefined) return
    changeWords({ action: action === decision.action ? null : action })
    announce(words.isShown(actionOf(action).title))
  }
  const step = (by: 1 | -1) => {
    const { ids } = useWalk.getState()
    const next = ids[ids.indexOf(row.id) + by]
    if (ids.includes(row.id) && next !== undefined) {
      navigate({ to: '/alerts/$alertId', params: { alertId: next }, replace: true })
    }
  }
  const back = () => navigate({ to: '/queue', search: { ...useWalk.getState().words, open: row.id } })
  const proposeRefusal = whyNotPropose(detail, chosen) ?? desk.proposeRefusal
  const closeRefusal = row.status === 'closed' ? words.itIsClosedAlready : desk.triageRefusal
  const workRefusal = isOffline ? words.changingWaits : desk.triageRefusal

  useKeys(ALERT_KEYS, {
    next: () => step(1),
    previous: () => step(-1),
    back,
    propose: allowed(proposeRefusal, () => chosen !== null && desk.askPropose(row, chosen)),
    'action-1': () => choose(options[0]?.action),
    'action-2': () => choose(options[1]?.action),
    'action-3': () => choose(options[2]?.action),
    'action-4': () => choose(options[3]?.action),
    map: () => changeWords({ map: isList ? null : 'list' }),
    record: () => setRecord(detail.records[0] ?? null),
    take: allowed(desk.triageRefusal, () => desk.take(row)),
    release: allowed(desk.triageRefusal, () => desk.release(row)),
    close: allowed(closeRefusal, () => desk.ask('close', [row])),
    snooze: allowed(desk.triageRefusal, () => desk.ask('snooze', [row])),
    link: allowed(desk.triageRefusal, () => desk.ask('link', [row])),
    suppress: allowed(desk.suppressRefusal, () => desk.ask('suppress', [row])),
    'accept-risk': allowed(desk.triageRefusal ?? desk.acceptRefusal, () => desk.ask('accept-risk', [row])),
    'pause-clock': allowed(desk.triageRefusal, () => desk.ask('pause-clock', [row])),
    assign: allowed(desk.triageRefusal, () => desk.ask('assign', [row])),
    note: () => document.getElementById(NOTE_FIELD)?.focus(),
    tag: allowed(desk.triageRefusal, () => desk.ask('tag', [row])),
    undo: desk.undo,
    copy: () => void copyText(window.location.href, words.linkToAlert(alertName(row.number))),
  })

  return (
    <>
      <AlertBar
        row={row}
        isMine={desk.isMine(row)}
        isBusy={desk.isBusy}
        refusal={workRefusal}
        onTake={() => desk.take(row, true)}
        onRelease={() => desk.release(row)}
        onStatus={(status) => (status === 'closed' ? desk.ask('close', [row]) : desk.setStatus(row, status))}
        onStep={step}
        here={<WhoIsHere alertId={row.id} doing={isWriting ? 'writing' : 'looking'} />}
        more={
          <WorkMenu
            rows={[row]}
            refusal={workRefusal}
            acceptRefusal={desk.acceptRefusal}
            hint={hint}
            onAsk={(kind) => desk.ask(kind, [row])}
          />
        }
      />
      <CameBack alertId={row.id} />
      <WorkLines
        row={row}
        refusal={workRefusal}
        onBringBack={() => desk.bringBack(row)}
        onResume={() => desk.resumeClock(row)}
      />
      <WorkTroubles />
      <div className="flex min-h-0 grow flex-col overflow-y-auto desk:flex-row desk:overflow-visible">
        <AlertStory
          detail={detail}
          chosen={chosen}
          isList={isList}
          onChoose={choose}
          onList={(list) => changeWords({ map: list ? 'list' : null })}
          onRecord={setRecord}
          noteRefusal={workRefusal}
          tags={
            <TagList
              tags={row.tags}
              onAdd={workRefusal === null ? () => desk.ask('tag', [row]) : null}
              onRemove={(tag) => desk.removeTag(row, tag)}
            />
          }
        />
        <DecisionRail
          detail={detail}
          chosen={chosen}
          onChoose={choose}
          onPropose={() => chosen !== null && desk.askPropose(row, chosen)}
          onClose={() => desk.ask('close', [row])}
          proposeRefusal={proposeRefusal}
          closeRefusal={closeRefusal}
        />
      </div>
      <footer className="flex shrink-0 items-center gap-3 border-t border-line bg-surface px-4 py-2 desk:hidden">
        <TierMark tier={decision.need.tier} words="short" />
        <GateMark gate={decision.gate} />
        {chosen === null ? null : (
          <span className="ms-auto">
            <Button look="ink" disabledBecause={proposeRefusal} onClick={() => desk.askPropose(row, chosen)}>
              {words.propose}
            </Button>
          </span>
        )}
      </footer>
      {record === null ? null : <RawRecord record={record} onClose={() => setRecord(null)} />}
      {desk.dialogs}
    </>
  )
}

/** A key that may not work says why: silence would look like a fault. */
function allowed(refusal: string | null, work: () => unknown): () => void {
  return () => {
    if (refusal === null) work()
    else say(refusal)
  }
}

/** The rule that stands in the way of the chosen action, in words; null where none does. */
function whyNotPropose({ row, decision, plans }: AlertDetail, chosen: ActionId | null): string | null {
  if (row.status === 'closed') return words.theAlertIsClosed
  const running = plans.find(({ state }) => ['pending', 'approved', 'running', 'paused'].includes(state))
  if (running !== undefined) return words.isUnderWay(planName(running.number))
  const option = decision.options.find(({ action }) => action === chosen)
  if (option === undefined) return words.chooseAnAction
  if (!option.isFeasible) return option.reason ?? words.noConnector
  return decision.gate === 'blocked' && chosen === decision.action ? whyBlocked(decision) : null
}
