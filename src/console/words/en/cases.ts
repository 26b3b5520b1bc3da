import type { MomentKind } from '../../../domain/case/timeline.ts'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const takeBackLast = 'Take back what was done last'
export const title = 'Cases'
export const loading = 'Loading cases'
export const loadingOne = 'Loading the case'
export const stale = 'This is not of this moment.'
export const staleDetail = 'What happened since then is not on it.'
export const tabs = 'Cases'
export const open = 'Open'
export const closed = 'Closed'
export const emptyTitle = 'No case is open'
export const empty = 'Alerts are linked as a case from the queue or from an alert’s page, with l.'
export const noneClosed = 'No case was closed yet.'
export const members = 'Alerts'
export const membersAside = (open: number, all: number) =>
  `${countText(open)} of ${countText(all)} open, in the order in which they happened`
export const offered = 'Tied to them, in no case'
export const offeredAside = 'told by their stories; nothing joins by itself'
export const add = 'Add them…'
export const addOne = (name: string) => `Add ${name}`
export const addTitle = (count: number) => `Add ${plural(count, 'alert')} to the case`
export const addSend = 'Add'
export const addFailed = 'Not added'
export const addByNumber = 'Add an alert by its number…'
export const number = 'Number'
export const numberHint = 'as in A-123'
export const noNumber = (text: string) => `There is no alert ${text}.`
export const remove = 'Take out'
export const removeName = (name: string) => `Take ${name} out of the case`
export const removeFailed = 'Not taken out'
export const why = 'Goes into the record under your name.'
export const added = 'added'
export const timeline = 'Timeline'
export const timelineAside = (shown: number, isComplete: boolean) =>
  isComplete ? plural(shown, 'moment') : `the newest ${countText(shown)} moments`
export const all = 'Everything'
export const kinds = {
  signal: 'Record',
  alert: 'Alert',
  work: 'Work',
  note: 'Note',
  plan: 'Plan',
  case: 'Case',
} satisfies Record<MomentKind, string>
export const kindsLabel = 'What the timeline shows'
export const owner = 'Owner'
export const nobody = 'nobody'
export const own = 'Make it yours'
export const rename = 'Rename…'
export const renameTitle = (name: string) => `Rename ${name}`
export const renameField = 'Name'
export const renameSend = 'Rename'
export const renameFailed = 'Not renamed'
export const close = 'Close the case…'
export const closeTitle = (name: string) => `Close ${name}`
export const closeSend = 'Close the case'
export const closeFailed = 'The case was not closed'
export const reopen = 'Open it again'
export const notChanged = 'The case was not changed'
export const stillOpen = (open: number) => `${plural(open, 'alert')} of it ${open === 1 ? 'is' : 'are'} still open.`
export const closedBy = 'Closed by'
export const propose = 'Propose'
export const proposeTitle = (count: number) => `Propose for ${plural(count, 'alert')}`
export const proposeDescription =
  'The smallest safe action of each, a plan each. Nothing runs from here: every plan passes its own gate.'
export const proposeSend = (count: number) => `Propose ${countText(count)}`
export const proposeNone = 'None of the open alerts has an action that could be proposed.'
export const proposeWhy = 'Approvers of each plan read it first.'
export const isClosedNow = 'closed'
export const noAction = 'no action is proposed'
export const blocked = 'blocked: open it to see what would unblock it'
export const proposing = (done: number, all: number) => `${countText(done)} of ${countText(all)} proposed…`
export const proposed = (done: number, all: number) => `${countText(done)} of ${countText(all)} proposed.`
export const done = 'Done'
export const leave = 'Not now'
export const foot = (open: number) => `${plural(open, 'case')} open`
export const tierOf = 'highest open tier'
export const updated = 'changed'

export const wayHere = 'Way here'

export const nameTooShort = 'Give it a name of at least three letters.'

export const isTheOnlyAlert = 'It is the only alert. Close the case instead.'

export const renamed = (name: string) => `${name} has another name.`
export const isClosed = (name: string) => `${name} is closed.`
export const isYours = (name: string) => `${name} is yours.`
export const isOpenAgain = (name: string) => `${name} is open again.`
export const areIn = (count: number, name: string) =>
  count === 0 ? `They are in ${name} already.` : `${plural(count, 'alert')} added to ${name}.`
export const isOut = (alert: string, name: string) => `${alert} is out of ${name}.`
export const asBefore = (name: string) => `${name} is as it was before.`
export const notAsBefore = (name: string) => `${name} was not taken back.`
/** Goes into the record. */
export const takenBackReason = 'Taken back by whoever did it'

export const ofOpen = (openAlerts: number, alerts: number) => `${openAlerts} of ${plural(alerts, 'alert')} open`

export const caseTitle = 'Case'
export const allCases = 'All cases'
export const assignAllItsAlerts = 'Assign all its alerts'
export const snoozeAllItsAlerts = 'Snooze all its alerts'
export const tagAllItsAlerts = 'Tag all its alerts'
export const closeAllItsAlerts = 'Close all its alerts'
export const proposeForAll = 'Propose for all its alerts'
export const addAnAlert = 'Add an alert'
