import { ExternalLink as LeavesPage } from 'lucide-react'
import * as words from '#words/ui.ts'
import { externalUrl } from './external-url.ts'
import { HostileText } from './HostileText.tsx'

/** A link out of the console with its host in sight; what may not be a link is shown as the text it is. */
export function ExternalLink({ url, label }: { readonly url: string; readonly label?: string }) {
  const target = externalUrl(url)
  if (target === null) return <HostileText text={url} mono />
  return (
    <a
      href={target.href}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex items-center gap-1 rounded-s text-accent underline-offset-2 hover:underline"
    >
      {label === undefined ? null : <HostileText text={label} />}
      <span className={label === undefined ? undefined : 'text-text-3'}>{target.host}</span>
      <LeavesPage aria-hidden size={12} />
      <span className="sr-only">{words.opensANewPage}</span>
    </a>
  )
}
