import * as words from '#words/queue.ts'
import { fieldsLike, type QueryPlace } from '../../../domain/query/complete.ts'
import { type FieldName, fieldNamed, type QueryField } from '../../../domain/query/fields.ts'
import { printValue } from '../../../domain/query/print.ts'
import { literal } from '../../../domain/query/query.ts'
import { RAW } from '../../../domain/query/raw-field.ts'
import type { FacetValue } from '../../../engine/worker/queue-client.ts'
import { fieldLabel } from '../../shared/field-label.ts'

/** Something that could be written at the caret. */
export interface Offer {
  /** What is put in the place of what stands there. */
  readonly insert: string
  readonly label: string
  /** The field that it is the name of, which has its meaning beside it. */
  readonly field?: FieldName
  readonly note: string | null
  /** How many alerts have it. */
  readonly count: number | null
}

const MOST = 10
const TIMES = ['now-1h', 'now-4h', 'now-24h', 'now-7d']

/** What is offered at a place. Values are those of the alerts that are held, with their counts. */
export function offersAt(place: QueryPlace, values: readonly FacetValue[]): readonly Offer[] {
  if (place.kind === 'field' || place.kind === 'join') {
    const joins = place.kind === 'join' ? ['and', 'or'] : ['not']
    const said = joins
      .filter((word) => word.startsWith(place.prefix.toLowerCase()))
      .map((word) => offer(`${word} `, word, null))
    const named = fieldsLike(place.prefix, fieldLabel).map(({ name }) => ({
      ...offer(`${name} : `, name, null),
      field: name,
    }))
    const begun = place.prefix.toLowerCase()
    const raw = begun !== '' && RAW.startsWith(begun) ? [offer(RAW, RAW, words.rawPath)] : []
    return [...(begun === '' ? said : []), ...raw, ...named].slice(0, MOST)
  }
  if (place.kind === 'operator') return operatorsOf(place.field)
  const field = fieldNamed(place.field)
  if (field?.kind === 'time') {
    return TIMES.filter((time) => time.startsWith(place.prefix)).map((time) => offer(`${time} `, time, null))
  }
  if (field?.kind === 'boolean') return ['true', 'false'].map((word) => offer(`${word} `, word, null))
  return values.slice(0, MOST).flatMap((found) => {
    if (found.value === null) return []
    const label = found.label ?? found.value
    return [{ insert: `${printValue(literal(found.value))} `, label, note: null, count: found.count }]
  })
}

function operatorsOf(field: QueryField | null): readonly Offer[] {
  const is = offer(': ', ':', words.is)
  const any = offer(': * ', ': *', words.hasAny)
  const isOrdered = field !== null && ['ordered', 'number', 'time'].includes(field.kind)
  return isOrdered ? [is, offer('>= ', '>=', words.from), offer('<= ', '<=', words.upTo), any] : [is, any]
}

function offer(insert: string, label: string, note: string | null): Offer {
  return { insert, label, note, count: null }
}
