import { later } from '../ui/later.ts'

// The list itself is the first screen; these follow while it is read.
export const Preview = later(() => import('./Preview.tsx').then((module) => module.Preview))
export const BulkBar = later(() => import('../shared/triage/BulkBar.tsx').then((module) => module.BulkBar))
export const GroupChoices = later(() => import('./GroupChoices.tsx').then((module) => module.GroupChoices))
export const EmptyQueue = later(() => import('./EmptyQueue.tsx').then((module) => module.EmptyQueue))
export const NewAlerts = later(() => import('./NewAlerts.tsx').then((module) => module.NewAlerts))
export const ListNotices = later(() => import('./ListNotices.tsx').then((module) => module.ListNotices))
export const ManyBar = later(() => import('./list/ManyBar.tsx').then((module) => module.ManyBar))
export const SelectRest = later(() => import('./list/SelectRest.tsx').then((module) => module.SelectRest))
export const RowValues = later(() => import('./RowValues.tsx').then((module) => module.RowValues))
export const SuppressQuery = later(() => import('./SuppressQuery.tsx').then((module) => module.SuppressQuery))

export const FieldMeaning = later(() => import('./query/FieldMeaning.tsx').then((module) => module.FieldMeaning))

/** Rows come first here as well: the panel's place is kept. */
export const FacetPanel = later(() => import('./FacetPanel.tsx').then((module) => module.FacetPanel), {
  Meanwhile: () => <div aria-hidden className="w-53 shrink-0 border-e border-line wide:w-54" />,
})

/** Rows come first. The bars' place is kept, so that nothing moves under the hand when they arrive. */
export const TimeBars = later(() => import('./TimeBars.tsx').then((module) => module.TimeBars), {
  Meanwhile: () => (
    <div aria-hidden className="shrink-0 border-b border-line py-1.5">
      <div className="h-lh text-micro" />
      <div className="mt-1 h-10" />
    </div>
  ),
})
