import * as words from '#words/queue.ts'
import * as viewWords from '#words/views.ts'
import { chipsOf, negateChip, withoutChip } from '../../../domain/query/edit.ts'
import { printQuery } from '../../../domain/query/print.ts'
import type { Query } from '../../../domain/query/query.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import { useUiSettings } from '../../ui/settings.tsx'
import { chipWords } from './chip-words.ts'

interface QueryChipsProps {
  readonly query: Query
  readonly onChange: (query: Query) => void
  /** Gives back the query of the saved view; null where nothing was changed since. */
  readonly onReset: (() => void) | null
}

/** The conditions of the query, each with its way out; a click on one turns it round. And whether the view was changed. */
export function QueryChips({ query, onChange, onReset }: QueryChipsProps) {
  const { zone } = useUiSettings()
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 px-4 pb-1.5">
      {chipsOf(query).map((chip, at) => {
        const { isNegated, field, value } = chipWords(chip, zone)
        return (
          <Chip
            key={printQuery(chip)}
            field={field}
            isNegated={isNegated}
            onTurn={() => onChange(negateChip(query, at))}
            turnLabel={words.turn(field, isNegated)}
            onRemove={() => onChange(withoutChip(query, at))}
            removeLabel={words.removeChip(field)}
          >
            <HostileText text={value} maxLength={48} />
          </Chip>
        )
      })}
      {onReset === null ? null : (
        <span className="ms-auto flex items-center gap-1 text-small text-text-3">
          {viewWords.changed}
          <Button look="ghost" onClick={onReset}>
            {viewWords.reset}
          </Button>
        </span>
      )}
    </div>
  )
}
