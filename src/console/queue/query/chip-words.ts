import * as words from '#words/queue.ts'
import { fieldNamed } from '../../../domain/query/fields.ts'
import { printQuery } from '../../../domain/query/print.ts'
import type { Query, QueryValue } from '../../../domain/query/query.ts'
import { isRawField } from '../../../domain/query/raw-field.ts'
import { fieldLabel } from '../../shared/field-label.ts'
import { parseInstant } from '../../ui/parse-instant.ts'
import { fullText, type Zone } from '../../ui/time-text.ts'
import { valueWords } from './value-words.ts'

export interface ChipWords {
  readonly isNegated: boolean
  readonly field: string
  readonly value: string
}

/** One condition of a query in the words of a chip. What has no short form is written as the query writes it. */
export function chipWords(chip: Query, zone: Zone): ChipWords {
  const isNegated = chip.kind === 'not'
  const part = chip.kind === 'not' ? chip.part : chip
  switch (part.kind) {
    case 'text':
      return { isNegated, field: words.words, value: textOf(part.value) }
    case 'is': {
      const value = part.values.map((one) => (one.kind === 'literal' ? valueWords(part.field, one.text) : textOf(one)))
      return { isNegated, field: labelOf(part.field), value: value.join(', ') }
    }
    case 'exists':
      return { isNegated: false, field: labelOf(part.field), value: isNegated ? words.none : words.any }
    case 'compare':
      return { isNegated, field: labelOf(part.field), value: `${part.op} ${timeOr(part.field, part.value, zone)}` }
    case 'between':
      return {
        isNegated,
        field: labelOf(part.field),
        value: words.fromTo(timeOr(part.field, part.from, zone), timeOr(part.field, part.to, zone)),
      }
    case 'all':
    case 'and':
    case 'or':
    case 'not':
      break
  }
  return { isNegated, field: words.where, value: printQuery(part) }
}

function labelOf(field: string): string {
  // A path of the raw record is told apart by its capitals, too.
  return isRawField(field) ? field : fieldLabel(field).toLowerCase()
}

function textOf(value: QueryValue): string {
  return value.kind === 'literal' ? value.text : value.parts.join('*')
}

function timeOr(field: string, value: string, zone: Zone): string {
  const at = fieldNamed(field)?.kind === 'time' ? parseInstant(value) : null
  return at === null ? valueWords(field, value) : fullText(at, zone)
}
