import { ChevronRight, CircleCheck, UserRoundPlus } from 'lucide-react'
import * as words from '#words/cases.ts'
import { caseName } from '../../domain/case/case-name.ts'
import type { CaseView } from '../../domain/views/case-views.ts'
import { useKeyHint } from '../shared/keys/my-keys.ts'
import { Link } from '../shared/router/Link.tsx'
import { useSession } from '../shared/session.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Time } from '../ui/Time.tsx'
import type { CaseAsked } from './CaseDialogs.tsx'
import { CASE_KEYS } from './cases-keys.ts'

interface CaseBarProps {
  readonly file: CaseView
  readonly refusal: string | null
  readonly isBusy: boolean
  readonly onOwn: () => void
  readonly onReopen: () => void
  readonly onAsk: (asked: CaseAsked) => void
}

/** What it is called, whose it is, and where it stands. */
export function CaseBar({ file, refusal, isBusy, onOwn, onReopen, onAsk }: CaseBarProps) {
  const hint = useKeyHint(CASE_KEYS)
  const isMine = file.owner?.id === useSession()?.person.id
  const whyNotClosed = file.openAlerts > 0 ? words.stillOpen(file.openAlerts) : null
  return (
    <>
      <header className="flex min-h-(--bar) shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1">
        <nav aria-label={words.wayHere} className="flex items-center gap-2 text-text-2">
          <Link to="/cases" search={{}} className="rounded-s hover:text-text hover:underline">
            {words.title}
          </Link>
          <ChevronRight aria-hidden size={14} className="text-text-3" />
          <span className="font-mono text-small">{caseName(file.number)}</span>
        </nav>
        <h1 className="min-w-0 truncate text-title font-title">
          <HostileText text={file.name} />
        </h1>
        <span className="text-small text-text-2">
          {words.owner}: {file.owner === null ? words.nobody : <HostileText text={file.owner.name} />}
        </span>
        <div className="ms-auto flex items-center gap-2">
          {isMine ? null : (
            <Button
              icon={<UserRoundPlus aria-hidden size={14} />}
              keys={hint('own')}
              isBusy={isBusy}
              disabledBecause={refusal}
              onClick={onOwn}
            >
              {words.own}
            </Button>
          )}
          <Button disabledBecause={refusal} onClick={() => onAsk({ kind: 'rename' })}>
            {words.rename}
          </Button>
          {file.status === 'open' ? (
            <Button
              icon={<CircleCheck aria-hidden size={14} />}
              disabledBecause={refusal ?? whyNotClosed}
              onClick={() => onAsk({ kind: 'close' })}
            >
              {words.close}
            </Button>
          ) : (
            <Button isBusy={isBusy} disabledBecause={refusal} onClick={onReopen}>
              {words.reopen}
            </Button>
          )}
        </div>
      </header>
      {file.closed === null ? null : (
        <Banner
          tone={file.openAlerts > 0 ? 'doubt' : 'plain'}
          title={
            <>
              {words.closedBy} <HostileText text={file.closed.by.name} />, <Time at={file.closed.at} look="both" />.
            </>
          }
        >
          <HostileText text={file.closed.reason} /> {file.openAlerts > 0 ? words.stillOpen(file.openAlerts) : null}
        </Banner>
      )}
    </>
  )
}
