import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { MODE_WORDS } from '#words/triggers.tsx'
import * as words from '#words/workbench.tsx'
import type { VersionView } from '../../../domain/views/change-views.ts'
import { useBackend } from '../../shared/backend.tsx'
import { ReasonDialog } from '../../shared/plan/ReasonDialog.tsx'
import { QueryFailed } from '../../shared/QueryFailed.tsx'
import { Link } from '../../shared/router/Link.tsx'
import { useRefusal } from '../../shared/use-refusal.ts'
import { Button } from '../../ui/Button.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { LineDiff } from '../changes/LineDiff.tsx'
import { useChange } from '../changes/use-change.ts'
import { versionQuery } from '../queries.ts'

interface VersionsPanelProps {
  readonly triggerId: string
  readonly versions: readonly VersionView[]
  /** What an older version is compared with. */
  readonly text: string
  readonly onProposed: (changeId: string) => void
}

/** Every version that was in force, newest first: compared with what is written now, and the way back to it. */
export function VersionsPanel({ triggerId, versions, text, onProposed }: VersionsPanelProps) {
  const [opened, setOpened] = useState<number | null>(null)
  const [asked, setAsked] = useState<number | null>(null)
  const refusal = useRefusal('propose-change')
  const rollback = useChange(
    (backend, reason) => backend.rollbackTo('trigger', triggerId, asked ?? 0, reason),
    'proposed',
  )
  return (
    <div className="min-h-0 grow overflow-y-auto px-4 py-2">
      <ol>
        {versions.map((version) => (
          <li key={version.number} className="border-b border-line py-2 last:border-b-0">
            <div className="flex items-baseline gap-3">
              <b className="tabular-nums">{words.versionTitle(version.number)}</b>
              {version.isInForce ? <Tag>{words.inForce}</Tag> : null}
              {version.mode === null ? null : (
                <span className="text-small text-text-3">{MODE_WORDS[version.mode].toLowerCase()}</span>
              )}
              <span className="ms-auto text-small text-text-3">
                {version.at === null ? words.asShipped : <Time at={version.at} look="full" />}
              </span>
            </div>
            <p className="text-small text-text-2">
              {version.by === null ? null : (
                <>
                  <HostileText text={version.by.name} />:{' '}
                </>
              )}
              <HostileText text={version.reason} />
              {version.restores === null ? '' : words.bringsVersionBack(version.restores)}
            </p>
            <div className="mt-1 flex gap-2">
              <Button
                look="ghost"
                aria-expanded={opened === version.number}
                onClick={() => setOpened(opened === version.number ? null : version.number)}
              >
                {words.compareWith}
              </Button>
              {version.isInForce ? null : (
                <Button look="ghost" disabledBecause={refusal} onClick={() => setAsked(version.number)}>
                  {words.bringItBack}
                </Button>
              )}
              {version.changeId === null ? null : (
                <Link
                  to="/triggers"
                  search={{ tab: 'changes', list: 'all', change: version.changeId }}
                  className="inline-flex items-center px-2 text-small text-accent hover:underline"
                >
                  {words.itsChange}
                </Link>
              )}
            </div>
            {opened === version.number ? (
              <Comparison triggerId={triggerId} number={version.number} text={text} />
            ) : null}
          </li>
        ))}
      </ol>
      {asked === null ? null : (
        <ReasonDialog
          title={words.bringVersionBack(asked)}
          description={words.itBecomesANewVersion}
          confirm={words.proposeIt}
          isBusy={rollback.isPending}
          error={rollback.error}
          onClose={() => setAsked(null)}
          onConfirm={(reason) => rollback.mutate(reason, { onSuccess: ({ change }) => onProposed(change.id) })}
        />
      )}
    </div>
  )
}

function Comparison({
  triggerId,
  number,
  text,
}: {
  readonly triggerId: string
  readonly number: number
  readonly text: string
}) {
  const version = useQuery(versionQuery(useBackend(), triggerId, number))
  if (version.isPending) return <LoadingState label={words.loadingVersion(number)} />
  if (version.data === undefined) return <QueryFailed error={version.error} onRetry={() => void version.refetch()} />
  return <LineDiff label={words.versionAnd(number)} before={version.data.text ?? ''} after={text} />
}
