/** The regions F6 walks through, in reading order; one that is not on the screen is passed over. */
const REGIONS = ['#rail', '#main', '#grid', '#drawer']

/** The index of the region to go to, `step` 1 or -1 from the one that holds the focus (-1 for none), around the ends. */
export function nextRegion(current: number, step: 1 | -1, count: number): number {
  if (count === 0) return -1
  if (current < 0) return step === 1 ? 0 : count - 1
  return (current + step + count) % count
}

/** Moves the focus to the next region. */
export function focusRegion(step: 1 | -1): void {
  const regions = REGIONS.flatMap((selector) => [...document.querySelectorAll<HTMLElement>(selector)])
  const holding = regions.findLastIndex((region) => region.contains(document.activeElement))
  const region = regions[nextRegion(holding, step, regions.length)]
  const first = region?.id === 'rail' ? region.querySelector<HTMLElement>('a') : region
  first?.focus()
}
