import * as z from 'zod'

/**
 * Schemas would try whether they may compile themselves, and our content security policy, which forbids it, would report that.
 * Has to be called before the first schema is made. Answers whether it holds: zod says that setting it has no effect, so a
 * bundler leaves out a call whose answer nobody reads.
 */
export function keepSchemasFromCompiling(): boolean {
  return z.config({ jitless: true }).jitless === true
}
