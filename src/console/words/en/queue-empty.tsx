import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'

export const theStoreIsEmpty = (state: ReactNode) => (
  <>The store is empty. Sources send alerts here, or you drop a file; {state}.</>
)
export const nothingEver = 'No alert has ever arrived'
export const addASource = 'Add a source'
const counted = (all: number | undefined) => (all === undefined ? '' : ` ${countText(all)}`)
export const nothingInView = (all: number | undefined, state: ReactNode) => (
  <>
    No alert of the{counted(all)} in the store belongs to this view; {state}.
  </>
)
/** By the view. */
export const nothingIn = {
  shift: 'Nothing waits for you',
  unassigned: 'Nothing waits that nobody has taken',
  contain: 'Nothing waits to be contained',
  blocked: 'Nothing that waits is blocked',
  aside: 'Nothing is put aside',
  suppressed: 'Nothing is suppressed',
  closed: 'Nothing was closed',
} as const
export const showEveryAlert = 'Show every alert'
export const nothingFits = (all: number | undefined, state: ReactNode) => (
  <>
    All{counted(all)} in the store were looked at; {state}. Your filters are untouched.
  </>
)
export const nothingFitsTitle = 'No alert fits these filters'
