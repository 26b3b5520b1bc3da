import type { ReactNode } from 'react'
import { countText } from '../../../ui/number-text.ts'
import { plural } from './../plural.ts'

export const assignDialog = { verb: 'Assign', done: 'assigned', leave: 'Leave it' }
export const toWhom = 'To whom?'
export const chooseSomebody = 'Choose somebody.'
export const you = (name: string) => `${name} (you)`

export const confidence = 'Confidence'
export const urgency = 'Urgency'
export const disruption = 'Disruption'

export const noTeam = 'no team'
export const andMore = (lasting: number) => `and ${plural(lasting, 'more')}`
export const others = (returning: number) => `${returning} others`
export const signsInAgain = (returning: number) =>
  returning === 1 ? 'signs in again by itself' : 'sign in again by themselves'
export const nothingThatIsKnown = 'Nothing that is known stops.'
export const nobodyHasMapped = 'Nobody has mapped who uses it: more may stop.'
export const signsInAgainByItself = 'signs in again by itself'
export const stopsUntilSomebody = 'stops until somebody restarts it'
export const mayStop = 'may stop: nobody knows'
export const standsFor = (said: string, standsFor: number) => `${said} (stands for ${standsFor})`
export const timeUnknown = 'time unknown'

export const selectedAlerts = 'Selected alerts'
export const selected = (selected: number) => `${countText(selected)} selected`
export const take = (count: ReactNode) => <>Take {count}</>
export const noneIsFree = 'None of them is free: they are yours, a colleague’s or closed.'
export const close = (count: ReactNode) => <>Close {count}</>
export const allOfThemAreClosed = 'All of them are closed. Open one again first.'
export const snooze = (count: ReactNode) => <>Snooze {count}</>
export const clearTheSelection = 'Clear the selection'

export const back = 'Back'
export const whatWillChange = 'What will change is still being counted. Wait a moment.'
export const noneOfThem = 'None of them will change. Choose others first.'
export const changeThem = 'Change them'
export const change = (will: number) => `Change ${countText(will)}`
export const lookingWhat = 'Looking what will change…'
export const howManyChange = (willChange: number, total: number) =>
  `${countText(willChange)} of ${countText(total)} will change.`
export const oneReasonForAll = (reason: ReactNode) => <>One reason for all of them: “{reason}”</>
export const takeItBack = 'Take it back'
export const done = 'Done'
export const stopAfterThisStep = 'Stop after this step'
export const leaveTheRest = 'Leave the rest'
export const goOn = 'Go on'

export const stoppedAfter = (text: string) => `stopped after ${text}. Nothing is sent again until you say so.`
export const isDone = (text: string) => `${text} done.`
export const doneOfText = (text: string) => `${text} done`
export const changed = (changed: number, isCancelled: boolean, waiting: number) =>
  `${plural(changed, 'alert')} changed${isCancelled ? `, ${countText(waiting)} never touched` : ''}.`

export const clockDialog = { verb: 'Pause the clock of', done: 'off the clock', leave: 'Let it run' }
export const everybodySees =
  'Everybody sees who paused it and why. It goes on with the time that is left, or at once if the alert becomes worse.'

export const meanings = {
  'true-positive': 'It happened and it was an attack',
  'benign-positive': 'It happened and it was allowed',
  'false-positive': 'It did not happen, or the rule is wrong',
}
export const closeDialog = { verb: 'Close', done: 'closed', leave: 'Leave it open' }
export const whatWasIt = 'What was it?'
export const chooseOne = 'Choose one: it is what the trigger is measured by.'
export const goesIntoTheRecord = 'Goes into the record under your name. Whoever sees the next one like it reads this.'

export const snoozeVerb = 'Snooze'
export const snoozed = 'snoozed'
export const leaveItInTheQueue = 'Leave it in the queue'
export const acceptTheRisk = 'Accept the risk of'
export const accepted = 'an accepted risk'
export const leaveItOpen = 'Leave it open'
export const hints = {
  snoozed: 'Goes into the record under your name. It comes back by itself, or at once if it becomes worse.',
  'risk-accepted':
    'Goes into the record under your name. At the end it opens again as new, or at once if it becomes worse.',
}
export const giveADay = 'Give a day and a time.'
export const chooseHowLong = 'Choose how long.'
export const policyNotLoaded = 'The policy is not loaded yet.'
export const forHowLong = 'For how long?'
export const until = (nowMs: ReactNode) => <>until {nowMs}</>
export const anotherTime = 'Another time'
export const thePolicySaysHow = 'the policy says how far'
export const untilUtc = 'Until (UTC)'
export const untilYourZone = 'Until (your zone)'

export const keptSince = (time: ReactNode, intents: number, intents2: number) => (
  <>
    From {time}
    {intents > 1 ? `, and ${intents2} more` : ''}. Nothing is sent until you say so.
  </>
)
export const notSentTheLine = (verb: string, alert: string) => `${verb} ${alert}: not sent, the line was lost.`
export const discard = 'Discard'
export const lookAt = 'Look at it'
export const whatYouWanted = (wishTitle: string, reason: ReactNode) => (
  <>
    You wanted: {wishTitle}
    {reason}. If somebody has changed it since, you will see what before anything is written.
  </>
)
export const because = (reason: ReactNode) => <>, because “{reason}”</>

export const planBasis = (id: string, version: number, policyVersion: number, evidence: number) =>
  `playbook ${id} v${version}, policy v${policyVersion}, ${plural(evidence, 'sealed record')}`
export const takenBackByItself = (spell: string) =>
  `Taken back by itself ${spell} after it was done, unless somebody else confirms it. `
export const ifAStepFails = 'If a step fails, taking back what was done is asked for at once, under a gate of its own.'
export const atOnce = (before: number, before2: string) =>
  before === 0 ? 'at once' : `after step${before === 1 ? '' : 's'} ${before2}`
export const and = ' and '
export const actionOnConsumer = (title: string, consumer: string) => `${title} (${consumer})`
export const stepOf = (ordinal: number, steps: number, title: string, after: string) =>
  `Step ${ordinal} of ${steps}: ${title}, ${after}`
export const whatSurvives = 'What survives'
export const survivesNothing = 'Nothing that is known.'
export const howItIsUndone = 'How it is undone'
export const itCannotBeUndone = 'It cannot be undone.'
export const undoneBy = (action: string, value: string) => `By ${action}${value}.`
export const doesNotBringBack = (lost: string) => `Does not bring back: ${lost}`
export const requestExactly = (ordinal: number) => `Request ${ordinal}, exactly as it would be sent`
export const readBackWithin = (seconds: string) => `read back within ${seconds}`

export const untilSomebodyTakes = 'until somebody takes it back'
export const forOneHourUnless = 'for 1 hour unless confirmed'
export const forFourHoursUnless = 'for 4 hours unless confirmed'
export const forOneDayUnless = 'for 1 day unless confirmed'
export const proposingWaits = 'Proposing waits for the connection to the gateway.'
export const proposeFor = (title: string, alert: string) => `${title}: propose for ${alert}`
export const notNow = 'Not now'
export const theExactRequest = 'The exact request is still being read. Wait a moment.'
export const runItNow = 'Run it now'
export const proposeToApprovers = 'Propose to approvers'
export const notProposed = (title: string) => `Not proposed. ${title}.`
export const askingTheConnector = 'Asking the connector what exactly it would send'
export const whyThisAndWhyNow = 'Why this, and why now'
export const approversRead = 'Approvers read it first. It is under the digest that they sign.'
export const sayWhy = 'Say in a few words what convinced you.'
export const carryOut = 'Carry out'
export const thisActionAlone = 'this action alone'
export const courseName = (title: string, version: number, steps: number) => `${title} v${version}, ${steps} actions`
export const itStays = 'It stays'
export const pace = 'Consumers'
export const atOnceWaitingForNobody = 'At once, waiting for nobody'
export const inStagesOneHour = 'In stages, they have one hour'
export const inStagesFourHours = 'In stages, they have four hours'
export const inStagesOneDay = 'In stages, they have one day'
export const paceAtOnce =
  'The old secret goes now: whoever has not taken the new one breaks. For a confirmed compromise.'
export const paceInStages =
  'A new secret is issued beside the old one, consumers take it, then the old one is retired. Nobody breaks; whoever holds the old one can use it until then.'
export const consumersHave = (time: string) =>
  `Consumers have ${time} to take the new secret. Then the plan pauses; it never retires the old one by itself while somebody is missing.`
export const retiresWithout = (number: number, missing: string) =>
  `Retires the old secret without waiting for ${missing}. P-${number} ends with it.`
export const takingItBack = 'Taking it back is a plan of its own, with a gate of its own.'
export const thenItIsTakenBack =
  'Then it is taken back by itself, unless somebody else confirms it. Whoever approves the plan approves that too.'
export const knowsTheCap = 'I know that this goes past the restraint cap, and that it therefore takes two people.'
export const tickItOrChoose = 'Tick it, or choose the smaller action.'

export const why = 'Why'
export const sayInAFewWords = 'Say in a few words how you know.'

export const fewerReasons = 'Fewer reasons'
export const moreReasons = (all: number) => `${all} more reasons`

export const tagDialog = { verb: 'Tag', done: 'tagged', leave: 'Leave it' }
export const isNoTag = (wrong: string) => `“${wrong}” is no tag. Use letters, digits, hyphens, or any of _ . : /`
export const writeAtLeastOne = 'Write at least one.'
export const tags = 'Tags'
export const severalByCommas = 'Several by commas. Kept in lower case, blanks as hyphens.'

export const nothingOfItIsSent = (title: string) => `Begun: ${title}. Nothing more of it is sent until you say so.`
export const standsAt = (bulk: string, handled: number, total: number) =>
  `${bulk} stands at ${countText(handled)} of ${countText(total)}.`

export const it = 'It'
export const alerts = (count: number) => plural(count, 'alert')
export const itAllTheSame = (verb: string) => `${verb} it all the same`
/** On the button; a verb that ends in “of” stands without what it is of. */
export const alert = (verb: string) => (verb.endsWith(' of') ? verb.slice(0, -3) : `${verb} alert`)
export const nameIs = (name: string, done: string) => `${name} is ${done}.`
export const isNotItIsKept = (name: string, done: string, isKept: boolean) =>
  `${name} is not ${done}${isKept ? ', it is kept as a draft' : ''}.`

export const runsByItself = (quorum: number, plan: string) =>
  quorum === 0 ? `${plan} runs by itself.` : `${plan} waits for ${plural(quorum, 'approval')}.`

export const somebodyWasFaster = (notDone: string) => `${notDone} Somebody was faster.`
export const itIsNow = (status: string, isWithoutAssignee: boolean, assignee: ReactNode) => (
  <>
    It is now {status}
    {isWithoutAssignee ? ' and nobody has it' : ''}
    {assignee}. Look at it, then decide again.
  </>
)
export const takenBy = (assignee: ReactNode) => <>, taken by {assignee}</>

export const assign = 'Assign…'
export const tag = 'Tag…'
export const snoozeAsks = 'Snooze…'
export const caseIt = 'Case…'
export const suppressAlertsLike = 'Suppress alerts like this…'
export const pauseTheClock = 'Pause the clock…'
export const more = 'More'
export const acceptTheRiskAsks = 'Accept the risk…'

export const oneHour = '1 hour'
export const fourHours = '4 hours'
export const eightHours = '8 hours'
export const oneDay = '1 day'
export const threeDays = '3 days'
export const sevenDays = '7 days'
export const thirtyDays = '30 days'
export const ninetyDays = '90 days'
export const halfYearDays = '180 days'

export const owner = 'Owner'
export const noOwnerIsKnown = 'No owner is known'
export const runBy = 'Run by'
export const nobodyIsNamed = 'Nobody is named'
export const environment = 'Environment'
export const criticality = 'Criticality'
export const runsOn = 'Runs on'
export const tenancy = 'Tenancy'
export const tenancies = {
  dedicated: 'dedicated',
  shared: 'shared',
  'multi-tenant': 'multi-tenant',
  'third-party': 'third-party',
}
export const privileges = { none: 'none', read: 'read', write: 'write', admin: 'admin' }
export const privilege = 'Privilege'
export const reaches = 'Reaches'
export const rotation = 'Rotation'
export const checked = 'Checked'
export const never = 'never'
export const noSource = 'no source'
export const noSensitiveStore = (count: number) =>
  count === 0 ? 'no sensitive store' : plural(count, 'sensitive store')
export const holdsNoLasting = (active: number) =>
  active === 0 ? 'holds no lasting credential' : plural(active, 'active credential')
export const noPolicyKnown = 'no policy known'
export const days = (rotationDays: number) => plural(rotationDays, 'day')
export const secondsLong = (seconds: number) => `${seconds} s`
export const minutesLong = (minutes: number) => `${minutes} min`
export const hoursLong = (hours: number) => `${hours} h`
export const ofAll = (some: number, all: number) => `${countText(some)} of ${countText(all)}`
export const criticalityOf = (criticality: number) => `${criticality} of 5`
export const rotatedEvery = (days: string, held: string) => `every ${days}, ${held}`
export const bands = {
  none: 'none',
  low: 'low',
  medium: 'medium',
  high: 'high',
  critical: 'critical',
  confirmed: 'confirmed',
  severe: 'severe',
}
