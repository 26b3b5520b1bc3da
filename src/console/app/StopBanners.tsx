import { useQuery } from '@tanstack/react-query'
import { useBackend } from '../shared/backend.tsx'
import { later } from '../ui/later.ts'
import { stopsQuery } from './stops.ts'

const StopBanner = later(() => import('./StopBanner.tsx').then((module) => module.StopBanner))

/** Above every screen while work is held back: what stands still, who said so and why, and who lets it go on. */
export function StopBanners({ isSignedIn }: { readonly isSignedIn: boolean }) {
  const stops = useQuery({ ...stopsQuery(useBackend()), enabled: isSignedIn }).data ?? []
  return stops.map((stop) => <StopBanner key={stop.id} stop={stop} />)
}
