import * as z from 'zod'
import { EVIDENCE_FIELDS } from '../../domain/evidence/fields.ts'
import { ATTACK_TACTICS, ATTACK_TECHNIQUES } from '../../domain/framework/attack.ts'
import { labelOf } from '../../domain/framework/frameworks.ts'
import { TriggerBlock } from '../../domain/trigger/trigger.ts'
import { LOG_SOURCES, readsOf } from '../../sigma/logsource.ts'
import { HEADER_KEYS } from '../../sigma/read-header.ts'
import { LEVELS } from '../../sigma/rule.ts'
import { MODIFIERS } from '../../sigma/values/modifiers.ts'
import type { Vocabulary, Word } from './protocol.ts'

/** What may be written in a trigger whatever the history holds. Offered, not decided: the language refuses what it does not know. */
export function languageWords(): Omit<Vocabulary, 'fields'> {
  return {
    evidence: Object.entries(EVIDENCE_FIELDS).map(([name, { meaning, values, type }]) => ({
      name,
      meaning,
      values: values ?? (type === 'boolean' ? ['true', 'false'] : []),
    })),
    logSources: LOG_SOURCES.flatMap(logSourceOf),
    modifiers: MODIFIERS,
    keys: KEYS,
    levels: LEVELS,
    tags: [
      ...Object.entries(ATTACK_TECHNIQUES).map(([id, meaning]) => ({ name: `attack.${id.toLowerCase()}`, meaning })),
      ...Object.values(ATTACK_TACTICS).map((name) => ({ name: `attack.${name}`, meaning: 'tactic' })),
    ],
    response: Object.fromEntries(responseWords(z.toJSONSchema(TriggerBlock, { io: 'input' }), '')),
  }
}

const KEYS = [
  ...HEADER_KEYS.filter((key) => key !== 'sluicegate'),
  'logsource',
  'detection',
  'correlation',
  'filter',
  'sluicegate',
]

function logSourceOf(written: string): Vocabulary['logSources'] {
  const [product = '', service = ''] = written.split('/')
  const reads = readsOf({ category: null, product, service })
  if (reads === null) return []
  return [{ product, service, format: reads.what === 'signal' ? 'signal' : (reads.formats?.[0] ?? 'signal') }]
}

/** The part of JSON Schema that our own response block makes. */
interface SchemaPart {
  readonly description?: string
  readonly properties?: Readonly<Record<string, SchemaPart | boolean>>
  readonly items?: SchemaPart | boolean | readonly (SchemaPart | boolean)[]
  readonly enum?: readonly unknown[]
  readonly type?: unknown
}

/** Keys of every map of the block and values of every closed list, from the schema that also judges it. */
function responseWords(schema: object, path: string): readonly [string, readonly Word[]][] {
  const { properties, items, enum: values, type } = schema as SchemaPart
  if (properties !== undefined) {
    const parts = Object.entries(properties).filter((part): part is [string, SchemaPart] => typeof part[1] === 'object')
    const words = parts.map(([name, { description }]) => ({ name, meaning: description ?? '' }))
    return [
      [path, words],
      ...parts.flatMap(([name, part]) => responseWords(part, path === '' ? name : `${path}.${name}`)),
    ]
  }
  if (typeof items === 'object' && !Array.isArray(items)) return responseWords(items, path)
  if (type === 'boolean') return [[path, [word('true'), word('false')]]]
  return values === undefined ? [] : [[path, values.map((value) => word(String(value)))]]
}

function word(name: string): Word {
  return { name, meaning: labelOf(name)?.title ?? '' }
}
