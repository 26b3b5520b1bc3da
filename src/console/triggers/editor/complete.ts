import * as words from '#words/workbench.tsx'
import type { Vocabulary } from '../../../engine/worker/client.ts'
import { countText } from '../../ui/number-text.ts'
import { contextAt, type YamlContext } from './yaml-context.ts'

export interface Offer {
  readonly label: string
  /** What is inserted; the label where it is left out. */
  readonly insert?: string
  /** Beside the label: a count, a title. */
  readonly detail?: string
  readonly meaning?: string
}

export interface Offers {
  /** Offset where the word begins that an offer replaces. */
  readonly from: number
  readonly offers: readonly Offer[]
}

/** What may be written at an offset of a rule, or null where we have nothing to say. */
export function offersAt(text: string, offset: number, said: Vocabulary): Offers | null {
  const context = contextAt(text, offset)
  if (context === null) return null
  const [top, ...below] = context.path
  if (top === undefined) return atTop(context, said)
  if (top === 'logsource') return ofLogSource(context, text, said)
  if (top === 'tags')
    return { from: context.from, offers: said.tags.map(({ name, meaning }) => ({ label: name, detail: meaning })) }
  if (top === words.detection) return ofDetection(context, below, text, said)
  return top === 'sluicegate' ? ofResponse(context, below, said) : null
}

function atTop({ where, key, from }: YamlContext, said: Vocabulary): Offers | null {
  if (where === 'key') {
    return {
      from,
      offers: said.keys.map((label) => ({ label, insert: MAPS.has(label) ? `${label}:\n  ` : `${label}: ` })),
    }
  }
  if (where !== 'value') return null
  if (key === 'level') return { from, offers: said.levels.map((label) => ({ label })) }
  return null
}

/** Keys below which a map stands. */
const MAPS: ReadonlySet<string> = new Set(['logsource', words.detection, 'sluicegate'])

function ofLogSource({ where, key, from }: YamlContext, text: string, { logSources }: Vocabulary): Offers | null {
  if (where === 'key') return { from, offers: ['product', 'service'].map((label) => ({ label, insert: `${label}: ` })) }
  const distinct = (names: readonly string[]) => [...new Set(names)].map((label) => ({ label }))
  if (key === 'product') return { from, offers: distinct(logSources.map(({ product }) => product)) }
  if (key !== 'service') return null
  const { product } = logSourceOf(text)
  const fitting = logSources.filter((source) => product === null || source.product === product)
  return { from, offers: fitting.map(({ service, format }) => ({ label: service, detail: words.reads(format) })) }
}

function ofDetection(context: YamlContext, below: readonly string[], text: string, said: Vocabulary): Offers | null {
  const { where, key, typed, from } = context
  const [block, field] = below
  if (block === undefined) {
    if (where === 'key') {
      const names = ['selection', 'filter_main', 'condition']
      return {
        from,
        offers: names.map((label) => ({ label, insert: label === 'condition' ? 'condition: ' : `${label}:\n    ` })),
      }
    }
    return key === 'condition' ? ofCondition(context, text) : null
  }
  if (where === 'key') {
    const bar = typed.lastIndexOf('|')
    if (bar >= 0) return { from: from + bar + 1, offers: said.modifiers.map((label) => ({ label })) }
    return { from, offers: fieldOffers(text, said) }
  }
  const asked = where === 'item' ? (field ?? null) : key
  if (asked === null) return where === 'item' ? { from, offers: fieldOffers(text, said) } : null
  return { from, offers: valueOffers(asked.split('|')[0] ?? '', text, said) }
}

/** Names of the detections, and the words that join them. What was typed is a whole condition: only its last word is replaced. */
function ofCondition({ typed, from }: YamlContext, text: string): Offers {
  const word = /[A-Za-z0-9_*-]*$/.exec(typed)?.[0] ?? ''
  const names = detectionNames(text).map((label) => ({ label, detail: words.detection }))
  const joins = ['and', 'or', 'not', '1 of', 'all of', 'them'].map((label) => ({ label }))
  return { from: from + typed.length - word.length, offers: [...names, ...joins] }
}

function fieldOffers(text: string, said: Vocabulary): readonly Offer[] {
  const fields = (said.fields[formatOf(text, said) ?? ''] ?? []).map(({ name, count }) => ({
    label: name,
    detail: words.inField(countText(count)),
  }))
  const facts = said.evidence.map(({ name, meaning }) => ({ label: name, detail: words.fact, meaning }))
  return [...fields, ...facts]
}

function valueOffers(field: string, text: string, said: Vocabulary): readonly Offer[] {
  const fact = said.evidence.find(({ name }) => name === field)
  if (fact !== undefined) return fact.values.map((label) => ({ label }))
  const seen = said.fields[formatOf(text, said) ?? '']?.find(({ name }) => name === field)
  return (seen?.values ?? []).map((label) => ({ label, insert: quoted(label) }))
}

function ofResponse(
  { where, key, from }: YamlContext,
  below: readonly string[],
  { response }: Vocabulary,
): Offers | null {
  const path = where === 'value' && key !== null ? [...below, key] : below
  const found = response[path.join('.')]
  if (found === undefined) return null
  const isKey = where === 'key'
  return {
    from,
    offers: found.map(({ name, meaning }) => ({ label: name, meaning, ...(isKey ? { insert: `${name}: ` } : {}) })),
  }
}

/** Product and service of the text, as far as they are written. */
function logSourceOf(text: string): { readonly product: string | null; readonly service: string | null } {
  const block = /^logsource:(.*(?:\n[ \t]+.*)*)/m.exec(text)?.[1] ?? ''
  const valueOf = (key: string) => new RegExp(`\\b${key}:\\s*['"]?([A-Za-z0-9_.-]+)`).exec(block)?.[1] ?? null
  return { product: valueOf('product'), service: valueOf('service') }
}

/** The format whose fields the text reads, as the language maps its log source. */
function formatOf(text: string, { logSources }: Vocabulary): string | null {
  const { product, service } = logSourceOf(text)
  return logSources.find((source) => source.product === product && source.service === service)?.format ?? null
}

function detectionNames(text: string): readonly string[] {
  const block = /^detection:.*\n((?:[ \t]+.*\n?|\n)*)/m.exec(text)?.[1] ?? ''
  const indent = /^[ \t]+/.exec(block.replace(/^\n+/, ''))?.[0] ?? '  '
  return block.split('\n').flatMap((line) => {
    const name = line.startsWith(indent) ? /^([A-Za-z0-9_-]+):/.exec(line.slice(indent.length))?.[1] : undefined
    return name === undefined || name === 'condition' ? [] : [name]
  })
}

/** As YAML reads it back: what could be taken for something else than this text is quoted. */
function quoted(value: string): string {
  const isPlain = /^[A-Za-z][A-Za-z0-9 _./-]*$/.test(value) && !/^(true|false|null|yes|no|on|off)$/i.test(value)
  return isPlain || /^\d{1,9}$/.test(value) ? value.trimEnd() : `'${value.replaceAll("'", "''")}'`
}
