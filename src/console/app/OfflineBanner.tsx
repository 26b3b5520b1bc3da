import { OctagonAlert, WifiOff } from 'lucide-react'
import * as words from '#words/app.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Time } from '../ui/Time.tsx'

/** Above every screen while the gateway answers and refuses: it must not look like a lost line. */
export function RefusedBanner() {
  return (
    <Banner tone="bad" icon={<OctagonAlert aria-hidden size={16} />} title={words.refused.title}>
      {words.refused.detail}
    </Banner>
  )
}

/** Above every screen while the line is down; the live region has said so already. `since` is epoch ms. */
export function OfflineBanner({ since }: { readonly since: number }) {
  return (
    <Banner
      tone="doubt"
      icon={<WifiOff aria-hidden size={16} />}
      title={words.offlineSince(words.offline.title, <Time at={since} look="clock" />, <Time at={since} look="ago" />)}
    >
      {words.offline.detail}
    </Banner>
  )
}
