import { useConnection } from '../shared/connection.ts'
import { useNow } from '../ui/clock.ts'
import { StateOf } from '../ui/Time.tsx'

/** When the rows were true: this moment while they are followed and the line holds, else when they were read. */
export function ListTime({ asOf, isFollowed }: { readonly asOf: number; readonly isFollowed: boolean }) {
  const isLive = useConnection(({ connection }) => connection.kind === 'live')
  const now = useNow()
  return <StateOf at={isFollowed && isLive ? Math.max(now, asOf) : asOf} />
}
