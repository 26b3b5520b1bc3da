export const thisWaits = 'This waits for the connection to the gateway.'
export const wasNotTaken = (alert: string) => `${alert} was not taken.`
export const taken = (alert: string) => `${alert} taken.`
export const isYours = (alert: string) => `${alert} is yours.`
export const someAreYours = (changed: number, total: number) => `${changed} of ${total} alerts are yours.`
export const notAllChanged = 'Not all of them were changed.'
export const wasNotReleased = (alert: string) => `${alert} was not released.`
export const released = (alert: string) => `${alert} released.`
export const someReleased = (changed: number, total: number) => `${changed} of ${total} alerts released.`
export const wasNotChanged = (alert: string) => `${alert} was not changed.`
export const hasStatus = (alert: string, status: string) => `${alert} is ${status}.`
export const wasNotBroughtBack = (alert: string) => `${alert} was not brought back.`
export const isBack = (alert: string) => `${alert} is back.`
export const clockStands = (alert: string) => `The clock of ${alert} still stands.`
export const theClockRuns = 'The clock runs.'
export const wasNotTakenOff = (tag: string) => `${tag} was not taken off.`
export const takenOff = (tag: string) => `${tag} taken off.`

export const somebodyChanged = 'Somebody changed this alert after you opened it.'

export const queue = 'Queue'

export const closed = 'It is closed. Open it again first.'
export const noClockRuns = 'No clock runs for it.'
export const itIsClosedAlready = 'It is closed already.'
