import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const takeBackLast = 'Take back what was done last'
export const smallestSafeAction = 'Smallest safe action'
export const actionsMeetTheNeed = (sufficient: number) =>
  sufficient === 1 ? '1 action meets the need' : `${plural(sufficient, 'action')} meet the need`
export const actionToLook = 'Action to look at'
export const proposed = 'proposed'
export const doesNotMeet = 'does not meet the need'
export const mapIncomplete = 'map incomplete'
export const stopsSome = (consumers: number) => `stops ${countText(consumers)}`
export const someUnknown = (consumers: number) => `${countText(consumers)} unknown`
export const someComeBack = (consumers: number) => `${countText(consumers)} ${consumers === 1 ? 'comes' : 'come'} back`
export const breaksNothing = 'breaks nothing known'

export const close = 'Close…'
export const wayHere = 'Way here'
export const queue = 'Queue'
export const placeInList = (at: number, ids: number) => `${countText(at)} of ${countText(ids)}`
export const sla = 'SLA'
export const previousInTheList = 'Previous in the list'
export const nextInTheList = 'Next in the list'
export const takenByYou = 'Taken by you'
export const releaseIt = 'Release it'
export const itIsClosed = 'It is closed. Open it again first.'
export const take = 'Take'
export const takeOver = 'Take over'
export const hasIt = (assignee: ReactNode) => <>{assignee} has it</>
export const work = 'Work'

export const loadingTheAlert = 'Loading the alert'
export const readingWorks = 'Reading works. Changing waits for the connection.'
export const youSeeTheState = (dataUpdatedAt: ReactNode) => <>You see the state of {dataUpdatedAt}.</>
export const isShown = (title: string) => `${title} is shown.`
export const itIsClosedAlready = 'It is closed already.'
export const changingWaits = 'Changing waits for the connection to the gateway.'
export const linkToAlert = (alert: string) => `Link to ${alert}`
export const propose = 'Propose'
export const theAlertIsClosed = 'The alert is closed. Open it again first.'
export const isUnderWay = (plan: string) => `${plan} is under way for this alert.`
export const chooseAnAction = 'Choose an action first.'
export const noConnector = 'No connector can do this here.'

export const firstSeen = (firstSeenAt: ReactNode) => <>first seen {firstSeenAt}</>
export const merged = (count: number) => `${plural(count, 'signal')} merged`
export const sample = 'sample'
export const isATest = 'marked as a test by its source'
export const whyItFired = 'Why it fired'
export const noTriggerOfOurs = (vendor: ReactNode) => <>no trigger of ours, found by {vendor}</>
export const triggerVersion = (id: string, version: number) => `${id} v${version}`
export const notJudgedYet = ' · not judged yet'
export const rightInOfJudged = (truePositives: number, judged: number) =>
  ` · right in ${countText(truePositives)} of ${countText(judged)} judged`
export const whoseItIs = 'Whose it is, what it reaches'
export const everyFactHasASource = 'every fact with its source and age'
export const namesNoIdentity = 'The record names no identity that we could match.'
export const isUnclaimed = 'unclaimed: nobody has described it'
export const closedAs = (disposition: string, value: ReactNode) => (
  <>
    Closed: {disposition}
    {value}
  </>
)
export const byWhom = (by: ReactNode, time: ReactNode, reason: ReactNode) => (
  <>
    by {by}, {time}
    {reason}
  </>
)
export const signalType = 'type'
export const signalAccount = 'account'
export const signalRegion = 'region'
export const userAgent = 'user agent'
export const attack = 'ATT&CK'
export const atTheSource = 'At the source'
export const whatBreaks = 'What breaks'
export const noMap = 'Without an identity there is no map: nobody can say what an action would break.'
export const whoUses = 'Who uses it'
export const whatBreaksBy = (title: string) => `What breaks: ${title}`
export const sameAsMap = 'Same as map'
export const sameAsList = 'Same as list'
export const mapBasis = (
  dependencies: number,
  consumersKnown: boolean,
  value: number,
  consumersExplain: number | null,
) =>
  dependencies === 0
    ? consumersKnown
      ? 'Its consumers were mapped, and there are none.'
      : 'Nobody has mapped who uses it. The drawing shows only what the evidence names.'
    : `${plural(value, 'consumer')} declared${consumersExplain === null ? '' : `, they explain ${consumersExplain} % of the observed use`}.`
export const fromTelemetry = 'From telemetry, not from a finding.'

export const closed = ', closed'

export const decision = 'Decision'
export const policyAndTime = (policyVersion: number, decidedAt: ReactNode) => (
  <>
    policy v{policyVersion} · {decidedAt}
  </>
)
export const neverAdded = 'Urgency is their side, disruption is ours. They are never added.'
export const whereNumbersComeFrom = 'Where the numbers come from'
export const whatWouldUnblock = 'What would unblock it'
export const showAndRun = 'Show and run'
export const proposeToApprovers = 'Propose to approvers'
export const closeIt = 'Close'
export const survives = 'Survives:'
export const nothingThatIsKnown = 'nothing that is known.'
export const undo = 'Undo:'
export const endsByItself = 'ends by itself.'
export const cannotBeUndone = 'none. It cannot be taken back.'
export const doesNotBringBack = (undoCannotRestore: number, lowerFirst: string) =>
  undoCannotRestore === 0 ? '' : `Does not bring back: ${lowerFirst}`

export const noteIsWritten = (mentions: number) =>
  mentions === 0 ? 'Note written.' : `Note written. ${plural(mentions, 'person', 'people')} told.`
export const notes = 'Notes'
export const keptAsWritten = 'kept as written'
export const nobodyHasWritten = 'Nobody has written anything yet.'
export const theNoteIsNotWritten = 'The note is not written; it stays here as a draft.'
export const writeANote = 'Write a note'
export const howToCall = 'Call somebody with @ and their name: they are told. A note is never changed.'
export const peopleToCall = 'People to call'
export const writeNote = 'Write note'
export const writeSomethingFirst = 'Write something first.'

export const plans = 'Plans'
export const nextSmallest = (plan: string, because: string) => `After ${plan}: ${because} Next smallest action:`
export const stepsDone = (all: number, done: number) => (all === 1 ? '' : `, ${done} of ${all} steps`)
export const takenBack = (restoreAt: ReactNode) => <>taken back in {restoreAt}</>
export const planTakenBackIn = (plan: string) => `${plan} taken back in`
export const threatIsRead = (threat: string, playbook: string) =>
  `No trigger says what is threatened. Read from the record, so a guess: the ${threat}; playbook “${playbook}”.`
export const planTakenBack = 'taken back'
export const openAgain = 'was closed, is open again'
export const noTime = 'no time'

export const rawRecord = 'Raw record'
export const openingRecord = 'Opening the sealed record'
export const source = 'Source'
export const received = 'Received'
export const format = 'Format'
export const digest = 'Digest'
export const record = 'record'
export const bytesAreAsSealed = 'The stored bytes still have the digest under which they were sealed when they arrived.'
export const theStoredBytes =
  'The stored bytes no longer have the digest under which they were sealed: somebody changed this evidence. Do not act on it.'
export const recordRedacted = 'The record, secrets redacted'
export const asReceived = 'As received'
export const howMuchIsRedacted = (redactedAt: number) =>
  redactedAt === 0 ? 'nothing redacted' : `${plural(redactedAt, 'secret')} redacted`
export const redactedAt = 'Redacted at'

export const whatHappened = 'What happened'
export const recordsOfItsOwn = (total: number, around: number) =>
  `${plural(total, 'record')} of its own${around > 0 ? `, ${around} around it` : ''}, sealed on arrival`
export const when = 'When'
export const whatWasRecorded = 'What was recorded'
export const from = 'From'
export const receivedWord = 'received'
export const openRawRecord = (digest: string) => `Open raw record ${digest}`
export const newestShown = (records: number, total: number) =>
  `The newest ${records} of ${plural(total, 'record')} are shown.`

export const seenBefore = 'Seen before'
export const newestFirst = 'newest first'
export const nothingAlike = 'No other alert shares its trigger or its identity.'
export const by = (by: ReactNode) => <>by {by}</>

export const partOfAStory = (alerts: number, isComplete: boolean) =>
  `part of a story of ${alerts}${isComplete ? '' : ' or more'}`
export const story = 'Story'
export const readingStory = 'Reading what hangs together with it…'
export const itStandsAlone =
  'It stands alone: within a day no other alert is tied to it by an identity, a session, a credential or an address.'
export const storySpan = (
  alerts: number,
  isComplete: boolean,
  identities: number,
  time: ReactNode,
  time2: ReactNode,
) => (
  <>
    {plural(alerts, 'alert')}
    {isComplete ? '' : ' and more'} of {plural(identities, 'identity', 'identities')}, {time} to {time2}
  </>
)
export const showAll = (alerts: number) => `Show all ${alerts}`
export const noIdentityKnown = 'no identity known'
export const whereItBegins = 'where it begins'
export const thisAlert = 'This alert'

export const whatWeKnew = 'What we knew'
export const knownOnReceipt = (told: number) =>
  `on receipt, of ${told === 1 ? 'its record' : `the newest ${plural(told, 'record')}`}`
export const nothingNew = (history: ReactNode) => <>Nothing new for this identity: {history} showed the same.</>
export const tooLittleHistory = 'too little history to be sure'
export const rawRecordOf = 'Raw record of'
export const andMore = (count: number, count2: number) => (count > 1 ? ` and ${count2} more` : '')

export const whatWouldChange = 'What would change this decision'
export const eachDecidedAgain = 'each decided again'
export const beingLookedFor = 'Being looked for.'
export const notLookedFor = 'It could not be looked for.'
export const tryAgain = 'Try again'
export const noSingleChange = 'No single change and no pair of facts moves its tier or gate.'
export const facts = 'Facts'
export const policyAndTrigger = 'Policy and trigger'
export const beforeYouPropose = (link: ReactNode) => <>{link} before you propose it.</>
export const tryOverHistory = 'Try it over the whole history'
export const more = (alternatives: number) => `${alternatives} more`

export const isWriting = 'is writing'
export const isHereToo = 'is here too'

export const setAsideUntil = (isSnoozed: boolean, until: ReactNode) => (
  <>
    {isSnoozed ? 'Snoozed' : 'Risk accepted'} until {until}.
  </>
)
export const bringItBack = 'Bring it back'
export const openItAgain = 'Open it again'
export const theClockStands = (value: string) => `The clock stands ${value}`
export const withLeft = (hoursMinutes: string) => `with ${hoursMinutes} left.`
export const over = (hoursMinutes: string) => `${hoursMinutes} over.`
export const letItRun = 'Let it run'
export const tags = 'Tags'
export const takeOff = (tag: string) => `Take ${tag} off`
export const tag = 'Tag'

export const alert = 'Alert'
export const backToTheList = 'Back to the list'
export const proposeThisAction = 'Propose this action'
export const chooseAction = 'Choose action 1 to 4'
export const chooseActionTwo = 'Choose action 2'
export const chooseActionThree = 'Choose action 3'
export const chooseActionFour = 'Choose action 4'
export const mapList = 'Map, list'
export const takeAndAcknowledge = 'Take and acknowledge'
export const release = 'Release'
export const snooze = 'Snooze'
export const itsCase = 'Its case, or open one'
export const suppressAlike = 'Suppress alerts like this'
export const assign = 'Assign'
export const acceptRisk = 'Accept the risk'
export const pauseClock = 'Pause the clock, or let it run'
export const closeWithReason = 'Close with reason'
export const copyLink = 'Copy link'

export const alsoBy = (words: string, others: string) => `${words}, also by ${others}`
export const and = ' and '

export const ifSo = (conditions: string) => `If ${conditions}`
export const andLast = ', and '
