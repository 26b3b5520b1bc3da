import { countText } from '../../../ui/number-text.ts'
import { plural } from './../plural.ts'

export const wasNotTaken = (alert: string) => `${alert} was not taken.`
export const isYoursAlready = (alert: string) => `${alert} is yours already.`
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
export const pressAgain = (alert: string, name: string) => `${alert} is ${name}’s. Press again to take it over.`
export const tookOver = (alert: string, name: string) => `${alert} is yours. ${name} had it.`
export const wasNotTakenBack = (alert: string) => `${alert} was not taken back.`
export const takenBack = (alert: string) => `${alert} is as it was before.`
export const allTakenBack = (changed: number, total: number) =>
  changed === total
    ? `${plural(total, 'alert')} as before.`
    : `${countText(changed)} of ${plural(total, 'alert')} as before.`
export const nothingToTakeBack = 'There is nothing to take back.'
export const andMoreNotDone = (count: number) => `${plural(count, 'more change')} did not happen.`
export const dismiss = 'Dismiss'
export const dismissAll = 'Dismiss all'
