import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import * as words from '#words/queue.ts'
import type { Tier } from '../../domain/action/action.ts'
import { valuesOf, withFacetValue } from '../../domain/query/edit.ts'
import { type FieldName, fieldNamed } from '../../domain/query/fields.ts'
import type { Query } from '../../domain/query/query.ts'
import type { Facet, FacetValue } from '../../engine/worker/queue-client.ts'
import { fieldLabel } from '../shared/field-label.ts'
import { GateMark } from '../shared/marks/GateMark.tsx'
import { SeverityMark } from '../shared/marks/SeverityMark.tsx'
import { TierMark } from '../shared/marks/TierMark.tsx'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { countText } from '../ui/number-text.ts'
import { valueWords } from './query/value-words.ts'

interface FacetPanelProps {
  readonly facets: readonly Facet[]
  readonly query: Query
  readonly isStoreEmpty: boolean
  readonly onChange: (query: Query) => void
}

/** What the view can be narrowed to, each value with the alerts that would be left. Zero stays, dimmed. */
export function FacetPanel({ facets, query, isStoreEmpty, onChange }: FacetPanelProps) {
  return (
    <nav aria-label={words.filters} className="w-53 shrink-0 overflow-y-auto border-e border-line px-2 py-2 wide:w-54">
      {facets.some(hasValues) ? null : (
        <p className="px-2 text-small text-text-3">
          {isStoreEmpty || query.kind === 'all' ? words.nothingToFilter : words.nothingLeft}
        </p>
      )}
      {facets.map((facet) => (
        <OneFacet key={facet.field} facet={facet} query={query} onChange={onChange} />
      ))}
    </nav>
  )
}

function OneFacet({ facet, query, onChange }: { readonly facet: Facet } & Pick<FacetPanelProps, 'query' | 'onChange'>) {
  const { field } = facet
  const asked = valuesOf(query, field)
  const values = inOrder(field, facet.values)
  if (!hasValues(facet)) return null
  return (
    <fieldset className="mb-3 min-w-0">
      <legend className="px-2 pb-1 text-small text-text-3">{fieldLabel(field)}</legend>
      {values.map((found) => {
        const { value, count, reachable } = found
        if (value === null) return null
        const isIn = asked.in.some((one) => one.toLowerCase() === value.toLowerCase())
        const shown = isIn ? count : reachable
        return (
          <button
            key={value}
            type="button"
            aria-pressed={isIn}
            data-ring="inside"
            onClick={(event) =>
              onChange(withFacetValue(query, field, value, event.altKey || event.shiftKey ? 'out' : 'toggle'))
            }
            className={clsx(
              'flex min-h-6 w-full items-center gap-2 rounded-m px-2 text-start hover:bg-hover touch:min-h-11',
              isIn && 'bg-select',
              shown === 0 && !isIn && 'text-text-3 grayscale',
            )}
          >
            <span className="min-w-0 grow truncate">{markOf(field, found)}</span>
            <span className="text-small text-text-3 tabular-nums">{countText(shown)}</span>
          </button>
        )
      })}
      {facet.distinct > values.length ? (
        <p className="px-2 text-micro text-text-3">{words.moreValues(facet.distinct - values.length)}</p>
      ) : null}
    </fieldset>
  )
}

function hasValues({ values }: Facet): boolean {
  return values.some(({ value }) => value !== null)
}

/** Fields with an order of their own keep it, the strongest first; the others stand by how many there are. */
function inOrder(field: FieldName, values: readonly FacetValue[]): readonly FacetValue[] {
  const known = fieldNamed(field)
  if (known?.values === undefined) return values
  const order = known.kind === 'ordered' ? known.values.toReversed() : known.values
  return values.toSorted((a, b) => order.indexOf(a.value ?? '') - order.indexOf(b.value ?? ''))
}

function markOf(field: FieldName, { value, label, reachable }: FacetValue): ReactNode {
  if (value === null) return words.none
  // The words of a closed field come from the domain's own lists, so they are what the marks take.
  if (field === 'tier') return <TierMark tier={Number(value.slice(1)) as Tier} isEmpty={reachable === 0} />
  if (field === 'gate') return <GateMark gate={value as Parameters<typeof GateMark>[0]['gate']} />
  if (field === 'severity') return <SeverityMark severity={value as Parameters<typeof SeverityMark>[0]['severity']} />
  if (field === 'containment') {
    return <VerificationMark state={value as Parameters<typeof VerificationMark>[0]['state']} />
  }
  const said = fieldNamed(field)?.values === undefined ? (label ?? value) : valueWords(field, value)
  return <HostileText text={said} maxLength={80} />
}
