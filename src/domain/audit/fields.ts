import { ACTION_IDS, type ActionId } from '../action/action-words.ts'
import { actionOf } from '../action/catalogue.ts'
import { canonicalJson } from '../json/canonical-json.ts'
import { isArray, isObject, type Json, own } from '../json/json.ts'
import type { AuditEntry, AuditSubject } from './entry.ts'

/** An entry as its builder reads it: typed fields only, and null or nothing where a field is missing. */
export interface Fields {
  readonly actor: string
  /** The label of the subject of this kind, or null. */
  label(kind: AuditSubject['kind']): string | null
  /** The label of the first of these kinds that is there, else of whatever the entry is about. */
  subject(...kinds: readonly AuditSubject['kind'][]): string
  text(key: string): string | null
  count(key: string): number | null
  list(key: string): readonly string[]
  /** True only where the field is. */
  flag(key: string): boolean
  change(key: string): string | null
  action(): string
}

/** The typed fields of an entry. Whatever has another form than its builder asks for is not there. */
export function fieldsOf(entry: Pick<AuditEntry, 'actor' | 'subjects' | 'detail'>): Fields {
  const field = (key: string): Json | undefined => own(entry.detail, key)
  const text = (key: string): string | null => {
    const value = field(key)
    return typeof value === 'string' && value.trim() !== '' ? shortened(value) : null
  }
  const label = (kind: AuditSubject['kind']): string | null => {
    const subject = entry.subjects.find((candidate) => candidate.kind === kind)
    return subject === undefined ? null : shortened(subject.label)
  }
  return {
    actor: entry.actor.name,
    text,
    label,
    subject: (...kinds) => {
      const found = kinds.map(label).find((name) => name !== null)
      return found ?? shortened(entry.subjects[0]?.label ?? '(unnamed)')
    },
    count: (key) => {
      const value = field(key)
      return typeof value === 'number' && Number.isInteger(value) ? value : null
    },
    list: (key) => {
      const value = field(key)
      return isArray(value) ? value.filter((item) => typeof item === 'string').map(shortened) : []
    },
    flag: (key) => field(key) === true,
    change: (key) => {
      const value = field(key)
      const none = PEOPLE.has(key) ? 'nobody' : 'none'
      return isObject(value) ? `${key} ${shown(own(value, 'from'), none)} → ${shown(own(value, 'to'), none)}` : null
    },
    action: () => {
      const id = text('action')
      return isAction(id) ? actionOf(id).title : (id ?? 'an action')
    },
  }
}

function isAction(id: string | null): id is ActionId {
  return (ACTION_IDS as readonly (string | null)[]).includes(id)
}

/** What a change names people by. */
const PEOPLE: ReadonlySet<string> = new Set(['assignee', 'owner'])

function shown(value: Json | undefined, none: string): string {
  if (value === null || value === undefined) return none
  return shortened(typeof value === 'string' ? value : canonicalJson(value))
}

/**
 * A name of 4,000 characters is somebody's trick to push the rest of a line off the screen; the entry itself keeps it.
 */
function shortened(value: string): string {
  const characters = Array.from(value)
  return characters.length <= LONGEST ? value : `${characters.slice(0, LONGEST).join('')}…`
}

const LONGEST = 300
