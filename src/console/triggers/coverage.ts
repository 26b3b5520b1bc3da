import * as words from '#words/triggers.tsx'
import { ATTACK_TECHNIQUES } from '../../domain/framework/attack.ts'
import { FRAMEWORKS } from '../../domain/framework/frameworks.ts'
import type { TriggerView } from '../../domain/views/change-views.ts'

/** One entry of a published list, and who looks for it. */
export interface Covered {
  readonly id: string
  readonly title: string
  /** Working triggers that are on, by id. */
  readonly on: readonly TriggerView[]
  readonly shadow: readonly TriggerView[]
  /** Hits of 30 days in either mode. */
  readonly hits: number
}

export interface Catalogue {
  readonly id: string
  readonly title: string
  readonly edition: string
  readonly entries: readonly Covered[]
}

/** The lists that coverage is told of: ATT&CK from the rules' tags, the others from their response blocks. */
export const CATALOGUE_IDS: readonly string[] = [
  'owasp-nhi',
  'attack',
  ...FRAMEWORKS.map(({ id }) => id).filter((id) => id !== 'owasp-nhi'),
]

/**
 * Who looks for what, by published list. A trigger that cannot be read looks for nothing. A technique is also covered by
 * triggers of its sub-techniques, never the other way round; one that is tagged and not in our list is added to it.
 */
export function coverageOf(triggers: readonly TriggerView[]): readonly Catalogue[] {
  const working = triggers.filter(({ problems, mode }) => problems.length === 0 && mode !== 'off')
  const tagged = new Set(
    working.flatMap(({ attacks }) => attacks).filter((id) => !Object.hasOwn(ATTACK_TECHNIQUES, id)),
  )
  const techniques = [...Object.entries(ATTACK_TECHNIQUES), ...[...tagged].map((id) => [id, ''] as const)]
  const attack: Catalogue = {
    id: 'attack',
    title: words.mitreAttCk,
    edition: words.techniquesAboutIdentities,
    entries: techniques
      .map(([id, title]) =>
        covered(id, title, working, ({ attacks }) => attacks.some((one) => one === id || one.startsWith(`${id}.`))),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
  const others = FRAMEWORKS.map(({ id, title, edition, entries }) => ({
    id,
    title,
    edition,
    entries: Object.entries(entries).map(([entry, name]) =>
      covered(entry, name, working, ({ response }) => response?.frameworks.includes(entry) === true),
    ),
  }))
  return CATALOGUE_IDS.flatMap((id) => (id === 'attack' ? [attack] : others.filter((one) => one.id === id)))
}

/** "7 of 10 looked for, 1 in shadow only, 2 by nobody". */
export function coverageWords({ entries }: Pick<Catalogue, 'entries'>): string {
  const on = entries.filter((entry) => entry.on.length > 0).length
  const shadow = entries.filter((entry) => entry.on.length === 0 && entry.shadow.length > 0).length
  const nobody = entries.length - on - shadow
  return words.coverageLine(on, entries.length, shadow, nobody)
}

function covered(
  id: string,
  title: string,
  triggers: readonly TriggerView[],
  covers: (trigger: TriggerView) => boolean,
): Covered {
  const found = triggers.filter(covers)
  return {
    id,
    title,
    on: found.filter(({ mode }) => mode === 'on'),
    shadow: found.filter(({ mode }) => mode === 'shadow'),
    hits: found.reduce((sum, { hits, shadowHits }) => sum + hits.month + shadowHits.month, 0),
  }
}
