import { Check, X } from 'lucide-react'
import type { Recheck } from '../../../domain/views/plan-views.ts'
import { HostileText } from '../../ui/HostileText.tsx'

/** The state of this moment against what was proposed, line by line. */
export function Rechecks({ rechecks }: { readonly rechecks: readonly Recheck[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {rechecks.map(({ what, holds, detail }) => (
        <li key={what} className="flex items-start gap-2">
          {holds ? (
            <Check aria-hidden size={14} className="mt-0.5 shrink-0 text-ok" />
          ) : (
            <X aria-hidden size={14} className="mt-0.5 shrink-0 text-bad" />
          )}
          <span>
            {holds ? null : <span className="sr-only">Does not hold: </span>}
            {what} <HostileText text={detail} className="text-text-2" />
          </span>
        </li>
      ))}
    </ul>
  )
}
