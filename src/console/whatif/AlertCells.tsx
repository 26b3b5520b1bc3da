import * as words from '#words/whatif.tsx'
import { Link } from '../shared/router/Link.tsx'
import { HostileText } from '../ui/HostileText.tsx'

/** An alert by its number: the way to it in the queue. */
export function AlertLink({ number }: { readonly number: number }) {
  return (
    <Link
      to="/queue"
      search={{ text: `A-${number}` }}
      className="font-mono whitespace-nowrap text-accent underline-offset-2 hover:underline"
    >
      {words.numberText(number)}
    </Link>
  )
}

interface WhatAndWhoProps {
  readonly trigger: string | null
  readonly identity: string | null
}

/** What fired, and for whom, one above the other. */
export function WhatAndWho({ trigger, identity }: WhatAndWhoProps) {
  return (
    <>
      <span className="block truncate">
        {trigger === null ? <span className="text-text-3">{words.noTrigger}</span> : <HostileText text={trigger} />}
      </span>
      <span className="block truncate text-text-3">
        {identity === null ? words.noIdentity : <HostileText text={identity} mono />}
      </span>
    </>
  )
}
