import { useQuery } from '@tanstack/react-query'
import { Eye, PencilLine } from 'lucide-react'
import { useEffect } from 'react'
import * as words from '#words/alert.tsx'
import type { Doing, PresenceView } from '../../domain/views/together-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { HostileText } from '../ui/HostileText.tsx'

/** A third of the lease: two answers may be lost before anybody seems to be gone. */
const BEAT_MS = 15_000

interface WhoIsHereProps {
  readonly alertId: string
  readonly doing: Doing
}

/** Who else has this alert in front of them at this moment. Says of this page the same, while it is in front. */
export function WhoIsHere({ alertId, doing }: WhoIsHereProps) {
  const backend = useBackend()
  const others = useQuery({
    queryKey: ['presence', alertId, doing],
    queryFn: () => backend.lookAt(alertId, doing),
    refetchInterval: BEAT_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  useEffect(
    () => () => {
      // A page that vanishes says nothing; its lease runs out.
      void backend.lookAway(alertId).catch(() => undefined)
    },
    [backend, alertId],
  )
  // While nobody answers, nobody knows who is here.
  const known = others.isError ? [] : (others.data ?? [])
  return (
    <p role="status" className="flex items-center gap-3 text-small text-text-2">
      {known.map((other) => (
        <Other key={other.id} other={other} />
      ))}
    </p>
  )
}

function Other({ other: { name, doing } }: { readonly other: PresenceView }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {doing === 'writing' ? <PencilLine aria-hidden size={13} /> : <Eye aria-hidden size={13} />}
      <span>
        <HostileText text={name} /> {doing === 'writing' ? words.isWriting : words.isHereToo}
      </span>
    </span>
  )
}
