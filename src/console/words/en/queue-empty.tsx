import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'

export const theStoreIsEmpty = (state: ReactNode) => (
  <>The store is empty. Sources send alerts here, or you drop a file; {state}.</>
)
export const nothingEver = 'No alert has ever arrived'
export const addASource = 'Add a source'
export const ofAll = (all: number) => `, of ${countText(all)} in the store`
export const nothingInView = (counted: string, state: ReactNode) => (
  <>
    No alert belongs to this view{counted}; {state}.
  </>
)
export const nothingWaits = 'Nothing waits for you'
export const showEveryAlert = 'Show every alert'
export const nothingFits = (counted: string, state: ReactNode) => (
  <>
    All of them were looked at{counted}; {state}. Your filters are untouched.
  </>
)
export const nothingFitsTitle = 'No alert fits these filters'
