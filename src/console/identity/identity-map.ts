import * as words from '#words/identity.tsx'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { BrokenConsumer } from '../../domain/decision/decision.ts'
import type { Dependency } from '../../domain/identity/identity.ts'
import type { IdentityDetail } from '../../domain/views/other-views.ts'

export type Option = IdentityDetail['options'][number]

/** What an option breaks, with the consumers' own facts from the map of dependencies; the outcomes are the gateway's. */
export function brokenBy(
  option: Pick<Option, 'consumers'>,
  dependencies: readonly Dependency[],
): readonly BrokenConsumer[] {
  const known = new Map(dependencies.map(({ consumer }) => [consumer.id, consumer]))
  return option.consumers.flatMap(({ id, outcome }) => {
    const consumer = known.get(id)
    if (consumer === undefined) return []
    const { name, kind, team, criticality, recoverySeconds, standsFor, consequence } = consumer
    return [{ id, name, kind, team, criticality, outcome, recoverySeconds, standsFor, consequence }]
  })
}

/** The sum of a map in words: never more than what is known. */
export function sumWords(option: Option, explain: number | null, consumersKnown: boolean): readonly string[] {
  return [
    words.someStop(option.stops),
    words.comesBackAlone(option.comesBack),
    words.disruptionOf(option.score, option.level),
    consumersKnown ? (explain === null ? words.shareUnknown : words.theMapExplains(explain)) : words.notMapped,
  ]
}

/** Options by disruption; those that cannot be done come last, with their reason. */
export function sortedOptions(options: readonly Option[]): readonly Option[] {
  return options.toSorted(
    (a, b) =>
      Number(b.isFeasible) - Number(a.isFeasible) ||
      a.score - b.score ||
      actionOf(a.action).strength - actionOf(b.action).strength,
  )
}

const DAY_MS = 86_400_000

/** Age of a credential in whole days, and by how many it is past the policy; null where nobody knows. */
export function rotationAge(
  credential: { readonly createdAt: number | null; readonly rotatedAt: number | null },
  rotationDays: number | null,
  now: number,
): { readonly text: string; readonly isOver: boolean } | null {
  const since = credential.rotatedAt ?? credential.createdAt
  if (since === null) return null
  const days = Math.max(0, Math.floor((now - since) / DAY_MS))
  const over = rotationDays === null ? 0 : days - rotationDays
  return over > 0
    ? { text: words.daysAndOver(days, over), isOver: true }
    : { text: words.dayCount(days), isOver: false }
}

const DAY_NAMES = [words.sun, words.mon, words.tue, words.wed, words.thu, words.fri, words.sat] as const

/** `Mon–Fri 22:00–06:00 UTC`: when an agent has work. */
export function windowText(window: {
  readonly days: readonly number[]
  readonly fromMinute: number
  readonly toMinute: number
}): string {
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const days = window.days.length === 7 ? words.everyDay : window.days.map((day) => DAY_NAMES[day] ?? '?').join(', ')
  return `${days} ${clock(window.fromMinute)}–${clock(window.toMinute)} UTC`
}

/** Which of the three formats a file is, by its ending; null where it is none of them. */
export function importFormat(fileName: string): 'json' | 'ndjson' | 'csv' | null {
  const ending = fileName.toLowerCase().split('.').at(-1)
  if (ending === 'jsonl') return 'ndjson'
  return ending === 'json' || ending === 'ndjson' || ending === 'csv' ? ending : null
}
