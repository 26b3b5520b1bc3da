import { useQuery } from '@tanstack/react-query'
import { VolumeOff } from 'lucide-react'
import * as words from '#words/shared/suppression.tsx'
import { suppressionName } from '../../../domain/suppression/suppression-name.ts'
import { Banner } from '../../ui/Banner.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { Time } from '../../ui/Time.tsx'
import { useBackend } from '../backend.tsx'
import { Link } from '../router/Link.tsx'
import { suppressionsQuery } from './queries.ts'

/** By what an alert is kept out of the queue, who answers for that, why, and until when. */
export function SuppressedBy({ number }: { readonly number: number }) {
  const found = useQuery(suppressionsQuery(useBackend())).data?.items.find((one) => one.number === number)
  const name = (
    <Link
      to="/suppressions"
      search={{ open: String(number) }}
      className="rounded-s font-mono text-accent hover:underline"
    >
      {suppressionName(number)}
    </Link>
  )
  return (
    <Banner
      tone="plain"
      icon={<VolumeOff aria-hidden size={16} />}
      title={
        found === undefined
          ? words.suppressedBy(name)
          : words.suppressedUntil(name, <HostileText text={found.owner.name} />, <Time at={found.until} look="clock" />)
      }
    >
      {words.takingOrJudging(found === undefined ? null : <HostileText text={found.reason} />)}
    </Banner>
  )
}
