/**
 * Which row each of `count` slots shows while the rows from `start` on are drawn. A row keeps its slot as long as it is drawn, so that
 * a scroll by one row changes the text of one slot and moves no element. `count` must stay the same for that.
 */
export function rowsOfSlots(start: number, count: number): readonly number[] {
  const turn = count > 0 ? start % count : 0
  return Array.from({ length: count }, (_, slot) => start + slot - turn + (slot < turn ? count : 0))
}

/** The slot of a row that is drawn. */
export function slotOf(row: number, count: number): number {
  return row % count
}
