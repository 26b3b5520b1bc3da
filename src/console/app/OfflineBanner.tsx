import { WifiOff } from 'lucide-react'
import { Banner } from '../ui/Banner.tsx'
import { Time } from '../ui/Time.tsx'
import { words } from './words.ts'

/** Above every screen while the line is down; the live region has said so already. `since` is epoch ms. */
export function OfflineBanner({ since }: { readonly since: number }) {
  return (
    <Banner
      tone="doubt"
      icon={<WifiOff aria-hidden size={16} />}
      title={
        <>
          {words.offline.title} You see the state of <Time at={since} look="clock" />, <Time at={since} look="ago" />.
        </>
      }
    >
      {words.offline.detail}
    </Banner>
  )
}
