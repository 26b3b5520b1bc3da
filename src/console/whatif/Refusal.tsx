import { CircleAlert } from 'lucide-react'
import { HostileText } from '../ui/HostileText.tsx'

interface RefusalProps {
  readonly id?: string | undefined
  /** What just was refused is said aloud; what is only so is read where it stands. */
  readonly isNew?: boolean
  readonly isBad?: boolean
  readonly text: string
}

/** Why something was not done, or cannot work, right under what it is about. */
export function Refusal({ id, isNew = false, isBad = false, text }: RefusalProps) {
  return (
    <p
      id={id}
      role={isNew ? 'alert' : undefined}
      className={`flex items-start gap-1.5 py-0.5 text-small ${isBad ? 'text-bad' : 'text-doubt'}`}
    >
      <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
      <HostileText text={text} className="whitespace-normal!" />
    </p>
  )
}
