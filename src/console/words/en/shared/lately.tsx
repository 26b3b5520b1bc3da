import type { ReactNode } from 'react'

export const lately = 'Lately'
export const fromTheRecord = 'from the record'
export const nothingYet = 'The record says nothing of it yet.'
export const cameBack = 'It came back.'
export const putAside = (who: ReactNode) => <>{who} had put it aside:</>
