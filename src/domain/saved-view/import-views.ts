import { MOST_NAME_LENGTH, type SavedView, type SavedViewDraft } from './saved-view.ts'

/** A view that its reader has in the list already, whether it was saved or comes with the product. */
export type KnownView = Pick<SavedView, 'name'> & {
  /** Null for one that comes with the product. */
  readonly saved: SavedView | null
}

/** What becomes of a view from a file. */
export type ImportStep =
  /** Its name is free. */
  | { readonly kind: 'new'; readonly draft: SavedViewDraft }
  /** It is in the list, as it is in the file. */
  | { readonly kind: 'there'; readonly draft: SavedViewDraft }
  /** Another one has its name: a person decides. `free` is a name that would tell the two apart. */
  | { readonly kind: 'taken'; readonly draft: SavedViewDraft; readonly by: KnownView; readonly free: string }

/** What a person decided of a view whose name is taken. */
export type Decided = 'replace' | 'rename' | 'leave'

/** What importing these would do, in their order. Names are the same without regard to case. */
export function planImport(drafts: readonly SavedViewDraft[], known: readonly KnownView[]): readonly ImportStep[] {
  const taken = new Set(known.map(({ name }) => fold(name)))
  for (const { name } of drafts) taken.add(fold(name))
  const inFile = new Set<string>()
  return drafts.map((draft) => {
    const name = fold(draft.name)
    const by = known.find((view) => fold(view.name) === name)
    const isAgain = inFile.has(name)
    inFile.add(name)
    if (by !== undefined && isSame(draft, by.saved)) return { kind: 'there', draft }
    if (by === undefined && !isAgain) return { kind: 'new', draft }
    const free = freeName(draft.name, taken)
    taken.add(fold(free))
    // Twice in one file: there is nobody to ask about, and none of the two may be lost.
    return by === undefined || isAgain
      ? { kind: 'new', draft: { ...draft, name: free } }
      : { kind: 'taken', draft, by, free }
  })
}

/** The name with the first number behind it that is in nobody's name. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const tail = ` ${number}`
    const tried = `${name.slice(0, MOST_NAME_LENGTH - tail.length).trimEnd()}${tail}`
    if (!taken.has(fold(tried))) return tried
  }
}

/** As names are compared. */
export function fold(name: string): string {
  return name.trim().toLowerCase()
}

function isSame({ search, audience }: SavedViewDraft, saved: SavedView | null): boolean {
  return saved !== null && saved.search === search && saved.audience === audience
}
