import { useEffect } from 'react'
import { type GridCursor, useGridCursor, useOnRest } from './grid-cursor.ts'

/** A cursor for a page that opens what it rests on, and shows it where the page has opened something by itself. */
export function useOpeningCursor(open: number, onOpen: (index: number) => void): GridCursor {
  const cursor = useGridCursor(open)
  useEffect(() => cursor.put(open), [cursor, open])
  useOnRest(cursor, onOpen)
  return cursor
}
