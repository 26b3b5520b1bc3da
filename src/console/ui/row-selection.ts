/**
 * Which rows are selected, by key. `all-but` is "all in view": it costs nothing for a million rows, and rows that arrive while it
 * stands are **not** part of it until the page says so by selecting again (the page passes the count it showed).
 */
export type RowSelection =
  | { readonly kind: 'some'; readonly keys: ReadonlySet<string> }
  | { readonly kind: 'all-but'; readonly keys: ReadonlySet<string>; readonly of: number }

export const NOTHING_SELECTED: RowSelection = { kind: 'some', keys: new Set() }

export function isSelected(selection: RowSelection, key: string): boolean {
  return selection.kind === 'some' ? selection.keys.has(key) : !selection.keys.has(key)
}

export function selectedCount(selection: RowSelection): number {
  return selection.kind === 'some' ? selection.keys.size : Math.max(0, selection.of - selection.keys.size)
}

export function toggleRow(selection: RowSelection, key: string): RowSelection {
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { ...selection, keys }
}

/** Adds rows; those that are selected stay so. */
export function selectRows(selection: RowSelection, added: Iterable<string>): RowSelection {
  const keys = new Set(selection.keys)
  for (const key of added) {
    if (selection.kind === 'some') keys.add(key)
    else keys.delete(key)
  }
  return { ...selection, keys }
}

/** Everything the filter shows, `count` rows at this moment. */
export function selectAll(count: number): RowSelection {
  return { kind: 'all-but', keys: new Set(), of: count }
}
