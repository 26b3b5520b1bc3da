/** What a key asks of a grid. `extend` carries the selection along. */
export type GridCommand =
  | { readonly kind: 'move'; readonly to: GridMove; readonly extend: boolean }
  | { readonly kind: 'open' | 'preview' | 'toggle' | 'select-all' | 'fold' | 'unfold' }

export type GridMove = 'next' | 'previous' | 'first' | 'last' | 'page-down' | 'page-up'

export interface KeyPress {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

const MOVES: Readonly<Record<string, GridMove>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  PageDown: 'page-down',
  PageUp: 'page-up',
}
const LETTER_MOVES: Readonly<Record<string, GridMove>> = { j: 'next', k: 'previous', J: 'next', K: 'previous' }

/** Null: not the grid's business, let it pass. `singleKeys` false switches the letters off; named keys always work. */
export function gridCommand(press: KeyPress, singleKeys: boolean): GridCommand | null {
  if (press.altKey) return null
  if (press.ctrlKey || press.metaKey) {
    return press.key.toLowerCase() === 'a' && !press.shiftKey ? { kind: 'select-all' } : null
  }
  const move = MOVES[press.key] ?? (singleKeys ? LETTER_MOVES[press.key] : undefined)
  if (move !== undefined) return { kind: 'move', to: move, extend: press.shiftKey }
  if (press.key === 'x' && singleKeys) return { kind: 'toggle' }
  if (press.shiftKey) return null
  if (press.key === 'Enter') return { kind: 'open' }
  if (press.key === ' ') return { kind: 'preview' }
  if (press.key === 'ArrowLeft') return { kind: 'fold' }
  if (press.key === 'ArrowRight') return { kind: 'unfold' }
  return null
}

/** The row after a move, within the list; `pageRows` is what fits on the screen. -1 for an empty list. */
export function cursorAfter(cursor: number, to: GridMove, rowCount: number, pageRows: number): number {
  const page = Math.max(1, pageRows - 1)
  const wanted = {
    next: cursor + 1,
    previous: cursor - 1,
    first: 0,
    last: rowCount - 1,
    'page-down': cursor + page,
    'page-up': cursor - page,
  }[to]
  return Math.min(rowCount - 1, Math.max(0, wanted))
}
