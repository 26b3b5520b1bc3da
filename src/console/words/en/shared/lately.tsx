import type { ReactNode } from 'react'

export const lately = 'Lately'
export const story = 'From the record'
export const verifyItInTheRecord = 'Verify it in the record'
export const loadingEntries = 'Loading entries'
export const nothingYet = 'The record says nothing of it yet.'
export const cameBack = 'It came back.'
export const putAside = (who: ReactNode) => <>{who} had put it aside:</>
