import { countText } from '../../ui/number-text.ts'

/**
 * `1 job`, `2 jobs`: English plurals that only add an s, or with their own `pluralForm`. Only what stands beside this file asks for
 * it, so a language with more forms has another function here, with `Intl.PluralRules` in it.
 */
export function plural(count: number, singular: string, pluralForm = `${singular}s`): string {
  return `${countText(count)} ${count === 1 ? singular : pluralForm}`
}
