import { ArrowRight } from 'lucide-react'
import * as words from '#words/sign-in.tsx'
import type { Person } from '../../domain/people/person.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { useRefusable } from '../ui/refusable.tsx'

interface PersonaCardProps {
  readonly person: Person
  readonly isBusy: boolean
  readonly onChoose: () => void
}

/** Somebody to be: name, team, and what that person may do here. */
export function PersonaCard({ person, isBusy, onChoose }: PersonaCardProps) {
  const { attributes, press } = useRefusable(null, isBusy)
  return (
    <button
      type="button"
      {...attributes}
      onClick={press(onChoose)}
      className="group flex min-h-16 w-full items-center gap-3 rounded-m border border-line bg-surface px-4 py-2.5 text-start hover:bg-hover active:bg-select"
    >
      <span className="min-w-0 grow">
        <span className="block truncate font-title">
          <HostileText text={person.name} />
          <span className="font-text text-text-3">
            {', '}
            <HostileText text={person.team} />
          </span>
        </span>
        <span className="block text-small text-text-2">{person.roles.map((role) => words.may[role]).join(', ')}</span>
      </span>
      <ArrowRight aria-hidden size={14} className="shrink-0 text-text-3 group-hover:text-text" />
    </button>
  )
}
