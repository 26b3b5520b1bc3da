import type { CommandGroup, PaletteCommand } from './command.ts'

/**
 * What fits the typed words, the nearest first: what begins with them, then where a later word does, then where they stand inside of a
 * word, at last what they find without being read. Groups follow their best; what is equally near stays as it was listed.
 */
export function findCommands(groups: readonly CommandGroup[], typed: string): readonly CommandGroup[] {
  const wanted = words(typed)
  if (wanted.length === 0) return groups
  return groups
    .map(({ title, commands }) => {
      const fitting = commands
        .map((command) => ({ command, rank: rankOf(command, wanted) }))
        .filter(({ rank }) => rank < NOT_AT_ALL)
        .toSorted((a, b) => a.rank - b.rank)
      return { title, commands: fitting.map(({ command }) => command), best: fitting[0]?.rank ?? NOT_AT_ALL }
    })
    .filter(({ best }) => best < NOT_AT_ALL)
    .toSorted((a, b) => a.best - b.best)
}

const NOT_AT_ALL = 4

function rankOf({ label, also }: PaletteCommand, wanted: readonly string[]): number {
  const own = words(label)
  if (own.join(' ').startsWith(wanted.join(' '))) return 0
  if (all(wanted, own, begins)) return 1
  if (all(wanted, own, holds)) return 2
  return all(wanted, [...own, ...words(also ?? '')], begins) ? 3 : NOT_AT_ALL
}

const begins = (word: string, part: string) => word.startsWith(part)
const holds = (word: string, part: string) => word.includes(part)

function all(
  wanted: readonly string[],
  own: readonly string[],
  fits: (word: string, part: string) => boolean,
): boolean {
  return wanted.every((part) => own.some((word) => fits(word, part)))
}

function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
