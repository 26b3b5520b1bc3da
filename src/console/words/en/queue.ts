import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const takeBackLast = 'Take back what was done last'
export const title = 'Queue'
export const grid = 'Alerts'
export const search = 'Search alerts'
export const searchHint = 'Words, or field : value'
export const clearSearch = 'Clear search'
export const offers = 'What may be written here'
export const offerKeys = '↓ chooses · Tab takes the first · Enter searches'
export const filters = 'Filters'
export const turn = (field: string, isNegated: boolean) =>
  isNegated ? `Only these: ${field}` : `All but these: ${field}`
export const removeChip = (field: string) => `Remove filter ${field}`
export const group = 'Group'
export const groupNone = 'No groups'
export const groupThen = (label: string) => `then ${label.toLowerCase()}`
export const groupBy = 'Group by, in the order chosen'
export const repeats = 'Repeats as one row'
export const order = 'Order'
export const sorts = {
  priority: 'Highest priority',
  tier: 'Highest tier',
  due: 'Soonest due',
  lastSeen: 'Newest',
  severity: 'Most severe',
  received: 'Last received',
} as const
export const moreValues = (count: number) => plural(count, 'more value')
export const none = 'none'
export const notKnown = 'unknown'
export const nothingToFilter = 'What alerts can be filtered by stands here once there are some.'
export const nothingLeft = 'Nothing is left to narrow. Take out a condition above to see what there is.'
export const bars = 'Alerts over time'
export const barsHelp = 'Arrows move, with Shift they choose a stretch, Enter keeps only it, Escape lets go'
export const bar = (from: string, count: number, urgent: number) =>
  `${from}: ${plural(count, 'alert')}, ${countText(urgent)} to contain`
export const stretch = (span: string, count: number) => `${span}: ${plural(count, 'alert')}`
export const older = (count: number, since: string) => `${countText(count)} older, since ${since}`
export const ahead = (count: number, until: string) => `${countText(count)} ahead of time, until ${until}`
export const urgent = 'T3 and T4'
export const contain = 'T2'
export const other = 'T1 and T0'
export const loading = 'Loading alerts'
export const loadingLong = 'This takes longer than usual. Trying again starts over.'
export const loadingMore = 'Loading the rest'
export const raw = (records: number) => `Looking through raw records: ${countText(records)} so far`
export const followFailed = 'What changes is not followed.'
export const viewFailed = 'This view could not be made.'
export const tryAgain = 'Try again'
export const keep = 'What you see is as it was.'
export const groupWithout = (field: string, missing: string) => `${field} ${missing}`
export const groupRow = (label: string, count: number, chosen: number) =>
  `${label}, ${plural(count, 'alert')}${chosen === 0 ? '' : `, ${selected(chosen)}`}`
export const selectMost = (most: number) =>
  `The first ${countText(most)} are selected. Narrow the view to select the rest.`
export const selectedBar = 'Selected alerts'
export const selectRest = (count: number) => `Select all ${countText(count)} in this view`
export const selected = (count: number) => `${countText(count)} selected`
export const ofSelected = (count: number, all: number) => `${countText(count)} of ${countText(all)}`
export const clearSelection = 'Clear the selection'
export const take = 'Take'
export const close = 'Close'
export const snooze = 'Snooze'
export const assign = 'Assign'
export const tag = 'Tag'
export const allClosed = 'All of them are closed. Open one again first.'
export const allTaken = 'None of them is free: they are yours, a colleague’s or closed.'
export const notHereYet = 'No alert stands under the cursor yet.'
export const notSelected = 'They could not be selected. Select them again.'
export const tooManyForCase = (count: number, most: number) =>
  `A case holds ${countText(most)} alerts, and these are ${countText(count)}. Group by identity and link a group, or narrow the view.`
export const nothingInCommon = (count: number, most: number) =>
  `These ${plural(count, 'alert')} are of more than ${most} identities, triggers and titles: nothing names them together. Group by one of these and suppress a group.`
export const of = (matched: number, total: number) => `${plural(matched, 'alert')} of ${countText(total)}`
export const soFar = (matched: number, rows: number, total: number) =>
  `${plural(matched, 'alert')} so far, in ${countText(rows)} of ${countText(total)}`
export const made = (ms: number) => `filtered in ${ms < 1 ? 'under 1' : Math.round(ms)} ms`
export const values = 'Values of this row'
export const only = 'Only'
export const without = 'Without'
export const copy = 'Copy'
export const top = 'Top values'
export const topOf = (label: string) => `Top values of ${label.toLowerCase()}`
export const back = 'Back to the row'
export const valueName = (what: string, field: string, value: string) => `${what}: ${field} ${value}`

export const newOnes = (count: number) => `${countText(count)} new`
export const newAndCritical = (count: number, critical: number) =>
  `${countText(count)} new, ${countText(critical)} critical`
export const critical = (critical: number) => `${countText(critical)} critical`

export const pause = 'Pause'
export const goLive = 'Go live'

export const rawPath = 'a path of the raw records'
export const hasAny = 'has any'
export const is = 'is'
export const from = 'from'
export const words = 'words'
export const where = 'where'
export const any = 'any'
export const fromTo = (from: string, to: string) => `${from} to ${to}`
export const upTo = 'up to'

export const takeAndAcknowledge = 'Take and acknowledge'
export const release = 'Release'
export const itsCase = 'Its case, or open one'
export const suppressAlike = 'Suppress alerts like this'
export const suppressQuery = 'Suppress what this query finds'
export const acceptRisk = 'Accept the risk'
export const pauseClock = 'Pause the clock, or let it run'
export const closeWithReason = 'Close with reason'
export const proposeSmallestAction = 'Propose smallest action'
export const filterByValue = 'Filter by a value of this row'
export const showWhatIsNew = 'Show what is new'
export const pauseGoLive = 'Pause, go live'
export const leaveSelection = 'Clear selection, close preview'

export const noActionIsProposed = 'No action is proposed for this alert.'
export const isBlocked = (alert: string) => `${alert} is blocked: open it to see what would unblock it.`

export const selectedHead = 'Selected'
export const severity = 'Severity'
export const alert = 'Alert'
export const identity = 'Identity'
export const owner = 'Owner'
export const noOwner = 'No owner'
export const env = 'Env'
export const breaks = 'Breaks'
export const conf = 'Conf'
export const urg = 'Urg'
export const tier = 'Tier'
export const gate = 'Gate'
export const state = 'State'
export const taken = 'Taken'
export const sla = 'SLA'
export const age = 'Age'
export const noIdentityNamed = 'no identity named'
export const isUnclaimed = 'Unclaimed: nobody has described it'
export const stop = (stops: number) => `${countText(stops)} stop`
export const comeBack = (comesBack: number) => `${countText(comesBack)} return`
export const breaksNothing = 'none'
export const dueAt = (at: string) => `SLA until ${at}`
export const takenByNobody = 'taken by nobody'
export const takenBy = (assignee: string) => `taken by ${assignee}`
