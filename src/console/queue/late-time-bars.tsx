import { later } from '../ui/later.ts'

/** Rows come first. The bars' place is kept, so that nothing moves under the hand when they arrive. */
export const TimeBars = later(() => import('./TimeBars.tsx').then((module) => module.TimeBars), {
  Meanwhile: () => (
    <div aria-hidden className="shrink-0 border-b border-line py-1.5">
      <div className="h-lh text-micro" />
      <div className="mt-1 h-10" />
    </div>
  ),
})
