import { canonicalJson } from '../../domain/json/canonical-json.ts'
import type { Json } from '../../domain/json/json.ts'
import { type Cases, type Corroborating, entryKey, type History, type Rows } from '../whatif/history.ts'

/**
 * One history from its pages, the newest first, as a gateway serves them. Pages name the same things by other indexes; what the
 * newest page says of an identity or a trigger is taken for all. Cost: the cases of all pages, and a sort of their alerts.
 */
export function joinHistories(pages: readonly History[]): History {
  const [newest] = pages
  if (newest === undefined) throw new RangeError('no page, no history')
  const identities = createPool<History['identities'][number]>(entryKey)
  const triggers = createPool<History['triggers'][number]>(({ trigger }) => trigger.id)
  const evidences = createPool<History['evidences'][number]>(content)
  const corroborations = createPool<readonly Corroborating[]>(content)
  const obstacles = createPool<History['obstacles'][number]>(content)
  const ambiguities = createPool<string>((text) => text)
  const cases = createPool<readonly number[]>((columns) => columns.join(' '))
  const caseOf = pages.map((page) => {
    const trigger = page.triggers.map(triggers.indexOf)
    const remapped = page.corroborations.map((set) =>
      corroborations.indexOf(set.map((one) => ({ ...one, trigger: trigger[one.trigger] ?? -1 }))),
    )
    const places: Readonly<Record<Name, readonly number[]>> = {
      identity: page.identities.map(identities.indexOf),
      trigger,
      evidence: page.evidences.map(evidences.indexOf),
      corroboration: remapped,
      obstacle: page.obstacles.map(obstacles.indexOf),
      ambiguity: page.ambiguities.map(ambiguities.indexOf),
    }
    return Array.from({ length: page.cases.count }, (_, i) =>
      cases.indexOf(NAMES.map((name) => places[name][page.cases[name][i] ?? -1] ?? -1)),
    )
  })
  return {
    asOf: newest.asOf,
    identities: identities.all,
    triggers: triggers.all,
    playbooks: newest.playbooks,
    evidences: evidences.all,
    corroborations: corroborations.all,
    obstacles: obstacles.all,
    ambiguities: ambiguities.all,
    cases: columnsOf(cases.all),
    rows: joinRows(pages, caseOf),
  }
}

const NAMES = ['identity', 'trigger', 'evidence', 'corroboration', 'obstacle', 'ambiguity'] as const
type Name = (typeof NAMES)[number]

function columnsOf(all: readonly (readonly number[])[]): Cases {
  const [identity, trigger, evidence, corroboration, obstacle, ambiguity] = NAMES.map((_, at) =>
    Int32Array.from(all, (one) => one[at] ?? -1),
  )
  return { count: all.length, identity, trigger, evidence, corroboration, obstacle, ambiguity } as Cases
}

/** Oldest first, then by number. An alert that stands on two pages, since it came up between the two, is there once. */
function joinRows(pages: readonly History[], caseOf: readonly (readonly number[])[]): Rows {
  const seen = new Set<number>()
  const chosen: { readonly page: number; readonly row: number; readonly number: number; readonly minute: number }[] = []
  for (const [page, { rows }] of pages.entries()) {
    for (let row = 0; row < rows.count; row += 1) {
      const number = rows.number[row] ?? 0
      if (seen.has(number)) continue
      seen.add(number)
      chosen.push({ page, row, number, minute: rows.minute[row] ?? 0 })
    }
  }
  chosen.sort((a, b) => a.minute - b.minute || a.number - b.number)
  return {
    count: chosen.length,
    number: Uint32Array.from(chosen, ({ number }) => number),
    caseOf: Uint32Array.from(chosen, ({ page, row }) => caseOf[page]?.[pages[page]?.rows.caseOf[row] ?? -1] ?? 0),
    minute: Uint32Array.from(chosen, ({ minute }) => minute),
    disposition: Uint8Array.from(chosen, ({ page, row }) => pages[page]?.rows.disposition[row] ?? 0),
    isOfThen: Uint8Array.from(chosen, ({ page, row }) => pages[page]?.rows.isOfThen[row] ?? 0),
  }
}

interface Pool<T> {
  readonly all: readonly T[]
  readonly indexOf: (value: T) => number
}

function createPool<T>(keyOf: (value: T) => string): Pool<T> {
  const all: T[] = []
  const known = new Map<string, number>()
  return {
    all,
    indexOf: (value) => {
      const key = keyOf(value)
      const index = known.get(key) ?? all.push(value) - 1
      known.set(key, index)
      return index
    },
  }
}

function content(value: unknown): string {
  return canonicalJson(value as Json)
}
