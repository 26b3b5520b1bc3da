export const lately = 'Lately'
export const fromTheRecord = 'from the record'
export const nothingYet = 'The record says nothing of it yet.'
export const cameBack = 'It came back.'
