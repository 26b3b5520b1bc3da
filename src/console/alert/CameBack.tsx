import { AlarmClock } from 'lucide-react'
import * as words from '#words/shared/lately.tsx'
import { sentence } from '../../domain/audit/sentence.ts'
import { useLately } from '../shared/Lately.tsx'
import { Banner } from '../ui/Banner.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Time } from '../ui/Time.tsx'

/** That it rested and is here again, with who had put it aside and why, until somebody works on it. */
export function CameBack({ alertId }: { readonly alertId: string }) {
  const work = (useLately(alertId).data?.items ?? []).filter(({ entry }) =>
    ['alert.changed', 'alert.returned'].includes(entry.code),
  )
  const [last, before] = work
  if (last === undefined || last.entry.code !== 'alert.returned') return null
  const reason = before?.entry.detail['reason']
  return (
    <Banner tone="plain" icon={<AlarmClock aria-hidden size={16} />} title={words.cameBack}>
      <HostileText text={sentence(last.entry).detail ?? ''} />, <Time at={last.entry.at} />
      {before === undefined || typeof reason !== 'string' ? null : (
        <>
          . {words.putAside(<HostileText text={sentence(before.entry).who} />)}{' '}
          <HostileText text={reason} maxLength={300} />
        </>
      )}
    </Banner>
  )
}
