import { countText } from '../../../ui/number-text.ts'
import { plural } from '../plural.ts'

export const title = 'Open a case'
export const description = 'Alerts worked as one, with one owner and one timeline. An alert is in one case at most.'
export const name = 'What is it about?'
export const nameShort = 'Give it a name of at least three letters.'
export const members = (count: number) => `${plural(count, 'alert')} ${count === 1 ? 'belongs' : 'belong'} to it`
export const tied = 'Tied to them by a session, a credential, an identity or an address'
export const reading = 'Reading what hangs together with it…'
export const why = 'Goes into the record: why these belong together.'
export const send = 'Open the case'
export const leave = 'Leave them apart'
export const failed = 'The case was not opened'
export const willBeLinked = (will: number, all: number) =>
  `${will === 0 ? 'None' : countText(will)} of ${plural(all, 'alert')} will be linked.`
export const stays = (count: number, name: string) =>
  `${plural(count, 'alert')} stay${count === 1 ? 's' : ''} in ${name}`
export const notChecked = 'Whether one of them is in a case already could not be asked. If so, this is refused.'
export const opened = (name: string, left: number) =>
  `${name} is open and yours.${left === 0 ? '' : ` ${plural(left, 'alert')} left out: in a case already.`}`
export const withdrawn = (name: string) => `${name} is gone, and its alerts stand alone again.`
export const notWithdrawn = (name: string) => `${name} was not taken back.`
export const isIn = (name: string) => `${name} holds this alert already.`
export const partOf = 'in case'
