import type { Fields } from './fields.ts'

/** What a code says: what was done, to what, and what more there is to say. */
export interface Words {
  readonly did: string
  readonly what?: string
  readonly detail?: readonly (string | null)[]
}

/** People's own words, or why something was so. */
export function because(f: Fields): string | null {
  return f.text('reason') ?? f.text('because')
}

export function digest(f: Fields): string | null {
  const value = f.text('digest')
  return value === null ? null : `digest ${value.slice(0, 12)}`
}

/** What did not happen is not said: of six counts, the four zeros would hide the one that matters. */
export function counted(f: Fields, key: string): string | null {
  const count = f.count(key)
  if (count === null || count === 0) return null
  const verb = ALERTS[key]
  return verb === undefined ? `${count} ${key}` : `${plural(count, 'alert')} ${verb}`
}

const ALERTS: Readonly<Record<string, string>> = { alertsOpened: 'opened', alertsUpdated: 'updated' }

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

export const listed = (name: string, items: readonly string[]): string | null =>
  items.length === 0 ? null : `${name} ${items.join(', ')}`

/** What became of the automation that a trigger's text asks for, when it was put in force. */
export function automation(f: Fields): string | null {
  const outcome = f.text('automation')
  if (outcome === 'waits') return 'it asks people until a change after its dry run'
  if (f.flag('restoresAutomation')) return 'gives its automation back'
  return outcome === 'given' ? 'gives it automation after its dry run' : null
}
