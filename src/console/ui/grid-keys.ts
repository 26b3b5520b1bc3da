import { chordOf, isSingleKey, type KeyPress } from './chord.ts'

/** What a key asks of a grid. `extend` carries the selection along. */
export type GridCommand =
  | { readonly kind: 'move'; readonly to: GridMove; readonly extend: boolean }
  | { readonly kind: 'open' | 'preview' | 'toggle' | 'select-all' | 'fold' | 'unfold' }

export type GridMove = 'next' | 'previous' | 'first' | 'last' | 'page-down' | 'page-up'

const MOVES: Readonly<Record<string, GridMove>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  PageDown: 'page-down',
  PageUp: 'page-up',
}

/** Keys that a person may change: chords by what they ask. */
export type GridKeys = Readonly<Record<string, GridCommand>>

const move = (to: GridMove, extend: boolean): GridCommand => ({ kind: 'move', to, extend })

export const GRID_KEYS: GridKeys = {
  j: move('next', false),
  k: move('previous', false),
  'Shift+J': move('next', true),
  'Shift+K': move('previous', true),
  x: { kind: 'toggle' },
}

/** Null: not the grid's business, let it pass. `singleKeys` false switches single characters off; named keys always work. */
export function gridCommand(press: KeyPress, singleKeys: boolean, keys: GridKeys = GRID_KEYS): GridCommand | null {
  const chord = chordOf(press)
  if (chord === null) return null
  const own = keys[chord]
  if (own !== undefined) return singleKeys || !isSingleKey(chord) ? own : null
  if (chord === 'Mod+A') return { kind: 'select-all' }
  if (press.ctrlKey || press.metaKey) return null
  const named = MOVES[press.key]
  if (named !== undefined) return move(named, press.shiftKey)
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
