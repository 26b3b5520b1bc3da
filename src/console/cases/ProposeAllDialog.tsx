import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as words from '#words/cases.ts'
import { alertName, planName } from '#words/shared/triage.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { AlertRow } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { CONFIRM_CAPS } from '../shared/keys/confirm-caps.ts'
import { ReasonField, useReason } from '../shared/triage/ReasonField.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { HostileText } from '../ui/HostileText.tsx'

interface ProposeAllDialogProps {
  readonly rows: readonly AlertRow[]
  readonly onClose: () => void
}

/** Why nothing is proposed for an alert; null where its smallest action is. */
function whyNot({ status, action, gate }: AlertRow): string | null {
  if (status === 'closed') return words.isClosedNow
  if (action === null) return words.noAction
  return gate === 'blocked' ? words.blocked : null
}

/**
 * A plan for each of the alerts, one after the other, each through its own gate. What was proposed stays when a later one is
 * refused; each says what became of it.
 */
export function ProposeAllDialog({ rows, onClose }: ProposeAllDialogProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const reason = useReason()
  const [results, setResults] = useState<ReadonlyMap<string, string>>(new Map())
  const [phase, setPhase] = useState<'asking' | 'running' | 'over'>('asking')
  const able = rows.filter((row) => whyNot(row) === null)
  const done = [...results.values()].filter((result) => result.startsWith('P-')).length
  const run = async () => {
    const given = reason.ask()
    if (given === null || phase !== 'asking') return
    setPhase('running')
    const said = new Map<string, string>()
    for (const { id, action } of able) {
      if (action === null) continue
      try {
        const plan = await backend.propose({ alertId: id, action, reason: given, exceedsCap: false })
        said.set(id, planName(plan.summary.number))
      } catch (error) {
        const { title, detail } = failureWords(error)
        said.set(id, `${title}: ${detail}`)
      }
      setResults(new Map(said))
    }
    setPhase('over')
    void queries.invalidateQueries({ queryKey: ['plans'] })
    void queries.invalidateQueries({ queryKey: ['alerts'] })
  }
  return (
    <Dialog
      isOpen
      onClose={phase === 'running' ? () => undefined : onClose}
      onConfirm={phase === 'over' ? onClose : able.length === 0 ? undefined : () => void run()}
      width="wide"
      title={words.proposeTitle(able.length)}
      description={words.proposeDescription}
      footer={
        phase === 'over' ? (
          <Button look="ink" keys={CONFIRM_CAPS} onClick={onClose}>
            {words.done}
          </Button>
        ) : (
          <>
            <Button
              look="ghost"
              disabledBecause={phase === 'running' ? words.proposing(done, able.length) : null}
              onClick={onClose}
            >
              {words.leave}
            </Button>
            <Button
              look="ink"
              keys={CONFIRM_CAPS}
              isBusy={phase === 'running'}
              disabledBecause={able.length === 0 ? words.proposeNone : null}
              onClick={() => void run()}
            >
              {words.proposeSend(able.length)}
            </Button>
          </>
        )
      }
    >
      <ul className="mb-4">
        {rows.map((row) => (
          <li
            key={row.id}
            className="grid grid-cols-[72px_minmax(0,1fr)_minmax(0,1fr)] gap-x-3 border-b border-line py-1.5"
          >
            <span className="font-mono text-small">{alertName(row.number)}</span>
            <span className="truncate">
              {whyNot(row) ?? (row.action === null ? words.noAction : actionOf(row.action).title)}
            </span>
            <span className="text-small text-text-2">
              <HostileText
                text={results.get(row.id) ?? ''}
                maxLength={300}
                className="[overflow-wrap:anywhere] whitespace-normal!"
              />
            </span>
          </li>
        ))}
      </ul>
      {phase === 'asking' ? (
        <ReasonField reason={reason} hint={words.proposeWhy} />
      ) : (
        <p role="status" className="text-lead">
          {phase === 'running' ? words.proposing(done, able.length) : words.proposed(done, able.length)}
        </p>
      )}
    </Dialog>
  )
}
