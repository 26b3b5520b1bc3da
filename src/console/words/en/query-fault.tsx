import type { ReactNode } from 'react'

export const inNoRecord = (field: ReactNode) => <>Field {field} exists in no record.</>
export const askInstead = (near: ReactNode) => <>Ask for {near}</>
export const untouched = 'Your query is untouched.'
export const nothingNear = 'No path is like it. An alert’s raw records show what there is. Your query is untouched.'
