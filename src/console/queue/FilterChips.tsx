import { GATE_WORDS } from '../shared/marks/GateMark.tsx'
import { SEVERITY_WORDS } from '../shared/marks/SeverityMark.tsx'
import { CONTAINMENT_WORDS } from '../shared/marks/VerificationMark.tsx'
import { STATUS_WORDS } from '../shared/triage/words.ts'
import { Button } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { FACET_NAMES, type FacetName, type Filters, filtersOf, type QueueView, withWord } from './queue-view.ts'
import { words } from './views/words.ts'

const FACET_LABELS: Readonly<Record<FacetName, string>> = {
  status: 'work',
  tier: 'tier',
  gate: 'gate',
  severity: 'severity',
  containment: 'state',
}

const VALUE_WORDS: Readonly<Record<string, string>> = {
  ...STATUS_WORDS,
  ...GATE_WORDS,
  ...SEVERITY_WORDS,
  ...CONTAINMENT_WORDS,
}

interface FilterChipsProps {
  readonly view: QueueView
  /** Gives back the filters of the saved view; null where nothing was changed since. */
  readonly onReset: (() => void) | null
  /** Left out of the row: the text stands in its own field. */
  readonly onChange: (filters: Filters) => void
}

/** Every filter that stands, by name, each with its way out; and whether the saved view was changed. */
export function FilterChips({ view, onReset, onChange }: FilterChipsProps) {
  const { filters } = view
  const remove = (name: keyof Filters) => () => onChange(withWord(filters, name, ''))
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-2 px-4 pb-1.5">
      {FACET_NAMES.map((name) =>
        filters[name] === undefined ? null : (
          <Chip
            key={name}
            field={FACET_LABELS[name]}
            onRemove={remove(name)}
            removeLabel={`Remove filter ${FACET_LABELS[name]}`}
          >
            {valueWords(name, filters[name])}
          </Chip>
        ),
      )}
      {filters.assignee === undefined ? null : (
        <Chip field="taken by" onRemove={remove('assignee')} removeLabel="Remove filter taken by">
          <HostileText text={filters.assignee} />
        </Chip>
      )}
      {filters.held === undefined ? null : (
        <Chip field="put aside" onRemove={remove('held')} removeLabel="Remove filter put aside">
          only
        </Chip>
      )}
      {filters.owner === undefined ? null : (
        <Chip field="owner" onRemove={remove('owner')} removeLabel="Remove filter owner">
          <HostileText text={filters.owner} />
        </Chip>
      )}
      {filters.identity === undefined ? null : (
        <Chip field="identity" onRemove={remove('identity')} removeLabel="Remove filter identity">
          <HostileText text={filters.identity} mono maxLength={24} />
        </Chip>
      )}
      {onReset !== null ? (
        <span className="ms-auto flex items-center gap-1 text-small text-text-3">
          {words.changed}
          <Button look="ghost" onClick={onReset}>
            {words.reset}
          </Button>
        </span>
      ) : null}
    </div>
  )
}

function valueWords(name: FacetName, word: string): string {
  const values = word.split(',')
  if (name === 'tier') return values.map((tier) => `T${tier}`).join(', ')
  if (name === 'status' && word === filtersOf('shift').status) return 'open'
  return values.map((value) => (VALUE_WORDS[value] ?? value).toLowerCase()).join(', ')
}
