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
