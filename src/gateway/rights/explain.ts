import type { Person } from '../../domain/people/person.ts'
import type { MayContext } from '../../domain/people/verdict.ts'

type Word = 'who' | 'subject' | 'state' | 'team' | 'needs' | 'consumer' | 'glass'

/** The words of an annotation in their places; what a sentence does not name is never worked out. */
export function fill(text: string, words: Readonly<Record<Word, () => string>>): string {
  return text.replaceAll(/\{(who|subject|state|team|needs|consumer|glass)\}/g, (_whole, word: Word) => words[word]())
}

/** The person whom a question is about, besides who asks: who asked for the plan, whose view it is. */
export function subjectOf(context: MayContext): Pick<Person, 'id' | 'name'> | null {
  const { plan, change, scenario, view, glass, stop, passkey, account } = context
  return (
    plan?.requestedBy ??
    change?.proposedBy ??
    scenario?.owner ??
    view?.owner ??
    glass?.brokenBy ??
    passkey?.owner ??
    account?.person ??
    stop?.by ??
    null
  )
}

/** "Noor or anyone of SOC can." only where it is true: everybody of that team but those left out is among them. */
export function whoCan(
  able: readonly Person[],
  people: readonly Person[] | undefined,
  leftOut: readonly (string | undefined)[],
): string {
  if (people === undefined) return 'Somebody else can.'
  const sorted = able.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1))
  const [first, second] = sorted
  if (first === undefined) return 'Nobody who is here today can: add somebody with that role.'
  if (second === undefined) return `${first.name} can.`
  const team = people.filter((person) => person.team === first.team && !leftOut.includes(person.id))
  const isWholeTeam = sorted.length === team.length && sorted.every((person) => person.team === first.team)
  if (isWholeTeam) return `${first.name} or anyone of ${first.team} can.`
  return `${nameList(sorted.map((person) => person.name))} can.`
}

/** "Ana", "Ana or Bo", "Ana, Bo or Cy", "Ana, Bo or one of 5 others". */
export function nameList(names: readonly string[]): string {
  const shown = names.slice(0, names.length > 3 ? 2 : 3)
  const rest = names.length - shown.length
  return rest > 0 ? `${shown.join(', ')} or one of ${rest} others` : orList(shown)
}

/** "Ana", "Ana or Bo", "Ana, Bo or Cy", however many there are. */
export function orList(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`
}
