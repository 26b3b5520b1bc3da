import { useMutation, useQueryClient } from '@tanstack/react-query'
import { OctagonX } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/stops.tsx'
import type { StopView } from '../../domain/stop/stop.ts'
import { useBackend } from '../shared/backend.tsx'
import { useIsOffline } from '../shared/connection.ts'
import { sayRefusal } from '../shared/use-refusal.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { later } from '../ui/later.ts'
import { Time } from '../ui/Time.tsx'

const ReasonDialog = later(() => import('../shared/plan/ReasonDialog.tsx').then((module) => module.ReasonDialog))

/** One order to hold work back. */
export function StopBanner({ stop }: { readonly stop: StopView }) {
  const backend = useBackend()
  const queries = useQueryClient()
  const isOffline = useIsOffline()
  const [isAsking, setIsAsking] = useState(false)
  const release = useMutation({
    mutationFn: (reason: string) => backend.releaseStop(stop.id, reason),
    onSuccess: () => setIsAsking(false),
    onSettled: () => queries.invalidateQueries({ queryKey: ['stops'] }),
  })
  const refusal = sayRefusal(stop.mayRelease) ?? (isOffline ? words.waits : null)
  return (
    <Banner
      tone="bad"
      isUrgent
      icon={<OctagonX aria-hidden size={16} />}
      title={stop.scope === 'everything' ? words.everything : words.automation}
      action={
        <Button disabledBecause={refusal} onClick={() => setIsAsking(true)}>
          {words.release}
        </Button>
      }
    >
      {words.stopBy(
        stop.number,
        stop.by === null ? words.breaker : <HostileText text={stop.by.name} />,
        <Time at={stop.at} look="both" />,
        <HostileText text={stop.reason} />,
        words.said(stop.releases.length, stop.needed),
      )}
      {stop.releases.map(({ by }) => (
        <span key={by.id}>
          {' '}
          <HostileText text={by.name} />.
        </span>
      ))}
      {isAsking ? (
        <ReasonDialog
          title={words.releaseTitle(stop.number)}
          description={stop.needed === 2 ? words.releaseTwo : words.releaseOne}
          confirm={words.release}
          isBusy={release.isPending}
          error={release.error}
          onClose={() => setIsAsking(false)}
          onConfirm={(reason) => release.mutate(reason)}
        />
      ) : null}
    </Banner>
  )
}
