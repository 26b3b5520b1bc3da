import { UserRoundPen } from 'lucide-react'
import { STATUS_WORDS } from '#words/shared/triage.ts'
import * as words from '#words/shared/work.tsx'
import { Banner } from '../../ui/Banner.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { Time } from '../../ui/Time.tsx'
import { failureWords } from '../backend-error.ts'
import { Obstacles } from './BulkProgress.tsx'
import { AlertMovedOn } from './use-change-alert.ts'
import { SomeLeft } from './work-troubles.ts'

interface WorkFailedProps {
  readonly error: Error
  /** What was not done: "Not closed." */
  readonly notDone: string
  readonly action?: React.ReactNode
}

/** Why a change did not happen. If somebody was faster: who and what, in the record's words; the person's own input stays. */
export function WorkFailed({ error, notDone, action }: WorkFailedProps) {
  if (error instanceof AlertMovedOn) {
    const { row, happened } = error
    return (
      <Banner
        tone="doubt"
        isUrgent
        icon={<UserRoundPen aria-hidden size={16} />}
        title={words.somebodyWasFaster(notDone)}
        action={action}
      >
        {happened.map(({ sentence, at }) => (
          <span key={`${at}${sentence}`} className="block">
            <HostileText text={sentence.replace(/\.$/, '')} />, <Time at={at} />.
          </span>
        ))}
        <span className="block">
          {words.itIsNow(
            STATUS_WORDS[row.status].toLowerCase(),
            row.assignee === null,
            row.assignee === null ? null : words.takenBy(<HostileText text={row.assignee.name} />),
          )}
        </span>
      </Banner>
    )
  }
  if (error instanceof SomeLeft) {
    return (
      <Banner tone="doubt" isUrgent title={notDone} action={action}>
        <Obstacles others={error.others} />
      </Banner>
    )
  }
  const { title, detail } = failureWords(error)
  return (
    <Banner tone="bad" isUrgent title={`${notDone} ${title}.`} action={action}>
      <HostileText text={detail} />
    </Banner>
  )
}
