import * as z from 'zod'

/**
 * Schemas would try whether they may compile themselves, and our content security policy, which forbids it, would report that.
 * Has to be called before the first schema is made.
 */
export function keepSchemasFromCompiling(): void {
  z.config({ jitless: true })
}
