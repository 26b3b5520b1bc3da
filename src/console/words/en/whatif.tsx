import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const predictedAndActual = (number: number) => `Predicted and actual: C-${number}`
export const itCouldNotBeCounted = 'It could not be counted. Read again later.'
export const beingCounted = 'Being counted.'
export const inForceSince = (full: string) => `in force since ${full}`
export const noAlertCameInSince = 'No alert came in since. There is nothing to compare yet.'
export const aDay = 'A day'
export const predicted = 'Predicted'
export const actual = 'Actual'
export const sinceOverDays = (alerts: number, value: number, alerts2: number, automaticPlans: number, votes: number) =>
  `${plural(alerts, 'alert')} since, over ${countText(value)} days; predicted from ${plural(alerts2, 'alert')}. ${plural(automaticPlans, 'plan')} ran without a vote, ${plural(votes, 'vote')} were cast.`
export const alerts = 'Alerts'
export const tierTwoAndAbove = 'Tier 2 and above'
export const withoutAVote = 'Without a vote'
export const blocked = 'Blocked'
export const votesAsked = 'Votes asked for'
export const inAll = (count: number) => `${countText(count)} in all`

export const numberText = (number: number) => `A-${number}`
export const noTrigger = 'no trigger'
export const noIdentity = 'no identity'

export const tryingGoes = 'Trying goes on with the history that is loaded. Saving and proposing wait.'
export const theGateway = 'The gateway does not answer.'
export const failures = {
  hang: 'The worker fell silent over this draft and was replaced.',
  crash: 'The browser ended the worker over this draft.',
  fault: 'This draft could not be counted.',
}
export const tryAgain = 'Try again'
export const theNumbersBelow = 'The numbers below are of an earlier draft.'
export const stopped = 'Stopped.'
export const countThisDraft = 'Count this draft'
export const theNumbersBelowAreEstimates = 'The numbers below are estimates.'
export const fromOfAlertsDrawn = (counted: number, alerts: number, isWithoutFailure: boolean, read: string) =>
  `From ${countText(counted)} of ${countText(alerts)} alerts, drawn by chance.${isWithoutFailure ? ` All of them are being counted.${read}` : ''}`
export const estimates = 'Estimates.'
export const stop = 'Stop'
export const theNumbersBelowOfRead = (read: string) => `The numbers below are of the draft before.${read}`

export const theDraftIsUntouched = 'The draft is untouched. Read it from the gateway again.'
export const theHistoryCannot = 'The history cannot be read'
export const theGatewayAnswered =
  'The gateway answered and holds no alert. What a draft would do is counted once there is one.'
export const thereIsNoHistory = 'There is no history yet'
export const answer = 'Answer'
export const readingTheHistory = 'Reading the history'
export const layingOutTheHistory = 'Laying out the history'
export const decidingItAgain = 'Deciding it again'
export const askingTheGateway = 'Asking the gateway for the history'
export const theGatewayCounts = 'The gateway counts the whole history'
export const handingIt = 'Handing it to the worker'

export const approvalsByGroup = 'Approvals by group'
export const asked = 'Asked'
export const busiestDay = 'Busiest day'
export const peakHour = 'Peak hour'
export const anyApprover = 'Any approver'
export const was = (perDay: string) => `was ${perDay}`
/** Between two of whom either may be asked. */
export const orElse = (isLast: boolean) => (isLast ? ' or ' : ', ')
export const kindOfGroup = (kind: 'team' | 'domain', alternatives: number) => {
  if (alternatives > 1) return 'whoever is first'
  return kind === 'team' ? 'owner’s team' : 'domain'
}
export const noPeak = 'none'
export const moreGroups = (groups: number) => `${groups} more groups`
export const atMostEach = (votes: number) => `at most ${countText(votes)} each`
export const allGroups = 'Show all groups'
export const onlyMostAsked = 'Show only those asked most'

export const outcome = {
  stops: 'stops',
  'comes-back': 'comes back alone',
  unknown: 'unknown, counted as stopping',
}
export const wouldStop = (total: number, total2: number) => `${countText(total)} would stop, was ${countText(total2)}`
export const whatWouldBreak = 'What would break'
export const beingLookedUp = 'being looked up'
export const notKnownYet = 'Not known yet.'
export const noMappedConsumer = 'No mapped consumer. What nobody mapped is not counted.'
export const consumer = 'Consumer'
export const team = 'Team'
export const crit = 'Crit.'
export const alone = 'Alone'
export const none = 'none'
export const theMostCritical = (shown: number) => `The ${shown} most critical are listed.`
export const consumersThat = 'Consumers that would stop, by criticality'
export const unknown = (criticality: number) => (criticality === 0 ? 'Unknown' : `Crit. ${criticality}`)
export const wasOfWas = (was: number) => `was ${countText(was)}`

export const show = 'Show'
export const draft = 'draft'
export const compareWith = 'Compare with'
export const scenarioName = (number: number, name: ReactNode) => (
  <>
    S-{number} {name}
  </>
)
export const scenarioOf = 'scenario of this link'

export const to = (
  date: string,
  date2: string,
  fact: string,
  value: string,
  isTotal: boolean,
  alerts: number,
  total: number,
) =>
  `${date} to ${date2}. ${fact}${value}${isTotal ? ` The newest ${countText(alerts)} of ${countText(total)} alerts.` : ''}`
export const fromAlertsOnADraft = (switchesAt: number) =>
  ` From ${countText(switchesAt)} alerts on a draft is counted beside the gateway.`
export const noAlert = 'No alert of it is judged: precision is unknown.'
export const ofAreJudged = (count: number, alerts: number, value: string) =>
  `${countText(count)} of ${countText(alerts)} are judged${value}.`
export const precisionInterval = (right: number, low: number, high: number) =>
  `; ${countText(right)} true, 95 % interval ${low}–${high} %`
export const holdBackTheNewest = (heldBackPercent: number) => `Hold back the newest ${heldBackPercent} %`
export const countOver = 'Count over'
export const allAlerts = (alerts: number) => `all ${countText(alerts)} alerts, on the gateway, in seconds`
export const theNewestAlerts = 'the newest alerts, in this browser, at once'

export const thisDraftIsToo = 'This draft is too long for a link. Save it and share the scenario.'
export const linkCopied = (isDraftShown: boolean) =>
  `Link copied. Whoever may sign in here sees this ${isDraftShown ? 'draft' : 'comparison'} by it.`
export const theBrowserDid = 'The browser did not let the link be copied.'
export const inForce = (number: number) => `v${number}, in force`
export const whatIf = 'What-if'
export const share = 'Share'
export const save = 'Save'
export const proposeThisPolicy = 'Propose this policy'
export const backToTheDraft = 'Back to the draft'

export const ofTheDraftBefore = 'of the draft before, being looked up'

export const alertsThatMoved = 'Alerts that moved'
export const theOneThing = (alerts: number) => `${countText(alerts)} · the one thing that moved each`
export const noneTheDraftAnswers = 'None. The draft answers every alert as before.'
export const triggerAndIdentity = 'Trigger and identity'
export const moved = 'Moved'
export const singleFactor = 'Single factor'
export const toWord = 'to'
export const showMore = (all: number) => `Show ${all} more`
export const noAlertWord = 'no alert'

export const headOfTheQueue = 'Head of the queue'
export const byPriorityOpen = 'by priority, open and closed alike'
export const theDraftRaises = 'The draft raises no alert.'
export const alert = 'Alert'
export const priority = 'Priority'
export const wasWord = 'was'

export const isSaved = (number: number) => `S-${number} saved.`
export const itNeedsAName = 'Give it a name first.'
export const notSaved = 'The scenario was not saved'
export const saveThisScenario = 'Save this scenario'
export const saveAsACopy = 'Save as a copy'
export const saveInto = (number: number) => `Save S-${number}`
export const name = 'Name'
export const note = 'Note'
export const whoeverMaySign = 'Whoever may sign in may read it, by its link'

export const scenarioDeleted = 'Scenario deleted.'
export const scenarios = 'Scenarios'
export const saved = 'Saved'
export const theyCouldNotBeLoaded = 'They could not be loaded.'
export const noneYet = 'None yet. Save keeps this draft.'
export const scenarioLine = (number: number, one: ReactNode, value: ReactNode) => (
  <>
    S-{number} {one}
    {value}
  </>
)
export const yours = 'yours'
export const deleteScenario = (number: number) => `Delete S-${number}`
export const beginFromAVersion = 'Begin from a version'

export const teamsTouched = 'Teams touched'
export const limitOfAnOwners = (limitPercent: number) => `limit ${limitPercent} % of an owner’s identities at a time`
export const noStepWouldRun = 'No step would run without a vote.'
export const owner = 'Owner'
export const automatic = 'Automatic'
export const identities = 'Identities'
export const shareOverTheWhole = 'Share over the whole time'
export const nobodyKnown = 'nobody known'
export const containedOf = (touched: number, identities: number, get: ReactNode) => (
  <>
    {touched} of {identities}
    {get}
  </>
)
export const wasShare = (get: number) => `was ${get}`
export const aboveTheLimit = ', above the limit'
export const inTheOrderOfTime = (pastTrigger: number, automatic: number, pastTrigger2: number, pastOwner: number) =>
  `In the order of time ≈ ${countText(pastTrigger)} of ${countText(automatic)} automatic steps would wait for a person: ${countText(pastTrigger2)} past a trigger’s hourly budget, ${countText(pastOwner)} past the share of one owner.`

export const precisionAndRecall = 'Precision and recall'
export const ofSteps = 'of steps without a vote, 95 % interval'
export const precisionAndRecallByTrigger = 'Precision and recall by trigger'
export const trigger = 'Trigger'
export const contained = 'Contained'
export const right = 'Right'
export const met = 'Met'
export const andMore = (rows: number) => `and ${rows} more`

export const shippedNumbersDecide = 'The shipped numbers decide'
export const proposeAnother = (trouble: string) => `${trouble}. Propose a policy that this release can read.`
export const loadingThePolicy = 'Loading the policy'

export const scenario = 'scenario'

export const undo = 'Undo'
export const nothingToUndo = 'Nothing was changed since the draft began.'
export const redo = 'Redo'
export const nothingToRedo = 'Nothing was taken back.'
export const controlsOrDifferences = 'Controls or differences'
export const copyTheLink = 'Copy the link'
export const saveTheScenario = 'Save the scenario'
export const sliderOneStep = 'Slider: one step'
export const sliderTenSteps = 'Slider: ten steps'
export const sliderToItsNumber = 'Slider: to its number'
export const sliderAs = 'Slider: as it was'
export const matrixSetTheTier = 'Matrix: set the tier'

export const severalTogether = 'several together'
export const supposedFacts = 'Supposed facts'
export const supposedExercise = 'Supposed exercise'
export const triggerOfFactor = (factor: string) => `Trigger ${factor}`
export const needMatrix = 'Need matrix'
export const autoEnvironments = 'Auto: environments'
export const noAlertOfItNames = 'No alert of it names an identity.'
export const replayedWithTodays = 'Replayed with today’s facts: none were recorded with these alerts.'
export const factsOfThen = 'Facts of then for all alerts; today’s for owners’ teams, consumers and credentials.'
export const ofAlerts = (ofThen: number, all: number) => `${ofThen} of ${all} alerts`
export const ofTheAlerts = (percent: number) => `${percent} % of the alerts`
export const factsOfThenOfShare = (share: string) =>
  `Facts of then for ${share}; today’s for the others, and for owners’ teams, consumers and credentials of all.`

export const reading = 'reading'
export const readAgain = 'read again'
export const singleAlerts = 'Single alerts'
export const whichAlertsMoved =
  'Which alerts moved, why, the head of the queue and the consumers by name are looked up only in a history that the browser holds. Choose the newest alerts above to see them.'
export const whatTheDraftComes = 'What the draft comes to'
export const nothingCountedYet = 'nothing counted yet'
export const alertsInCasesDecided = (alerts: number, cases: number, ms: number, ms2: number) =>
  `${plural(alerts, 'alert')} in ${plural(cases, 'case')} decided again in ${ms < 10_000 ? `${ms} ms` : `${ms2} s`}`

export const approvalsADay = 'Approvals a day'
export const columnsDraftLine = 'columns: draft · line: compared with'
export const nobodyIsAsked = 'Nobody is asked on any day.'
export const votesInDaysBefore = (total: number, days: number, total2: number, day: string, busiest: number) =>
  `${countText(total)} votes in ${days} days, before ${countText(total2)}. Busiest day ${day} with ${countText(busiest)}.`
export const olderVotes = (count: number, day: string) => `${day}, and ${countText(count)} older`
export const atMostADay = (most: number) => `at most ${countText(most)} a day`
export const before = (day: string, day2: number, day3: number) =>
  `${day}: ${countText(day2)}, before ${countText(day3)}`

export const beginsAtConfidence = (edge: string) => `${edge} begins at confidence`

export const tiersAndGates = 'Tiers and gates'
export const alertsWord = 'alerts'
export const differs = 'Differs'
export const noAlertTitle = 'No alert'

export const whatDiffers = 'What differs'
export const nothing = 'nothing'
export const theySayTheSame = 'They say the same. Choose others above.'
export const differences = 'Differences'

export const confidenceOf = 'Confidence of the alerts'
export const dragTheEnds = 'drag the ends of the bands'
export const alertsByConfidence = (band: string) => `Alerts by confidence: ${band}`
export const heightsBySquare = (edges: string) => `${edges} · heights by square root`
export const confidence = (pointed: number, pointed2: number) => `confidence ${pointed}: ${countText(pointed2)}`

export const controls = 'Controls'
export const searchControls = 'Search controls'
export const thresholdWeightTrigger = 'Threshold, weight, trigger, owner'
export const onlyWhatIsChanged = 'Only what is changed'
export const controlsOfTheDraft = 'Controls of the draft'

export const noChanges = (changes: number) =>
  changes === 0 ? 'no changes' : `draft, ${changes} ${changes === 1 ? 'change' : 'changes'}`

export const whereAlertsMove = 'Where alerts move'
export const upDown = (up: number, down: number) => `${countText(up)} up · ${countText(down)} down`
export const by = (isTier: boolean) => `by ${isTier ? 'gate' : 'tier'}`
export const drawing = 'Drawing'
export const table = 'Table'
export const fromTo = (alerts: number, place: string, place2: string) =>
  `${countText(alerts)} from ${place} to ${place2}`
export const noAlertMoves = 'No alert moves.'
export const toOfAlerts = (alerts: number, place: string, place2: string) =>
  `${countText(alerts)}: ${place} to ${place2}`
export const rowsColumns = (was: string, is: string) => `Rows: ${was}. Columns: ${is}.`
export const from = 'From'

export const countOf = (contained: string, alerts: number) => `${contained} of ${countText(alerts)}`
export const automaticOf = (automatic: string) => `${automatic} without a vote`
export const peakOrNone = (votes: number, date: string, clock: string) =>
  votes === 0 ? 'nobody is asked' : `peak hour ${votes}, ${date} ${clock}`
export const severeHigh = (severe: number, high: number) => `${countText(severe)} severe, ${countText(high)} high`
export const wouldBreakMuch = 'Would break much'
export const ofJudgedTrue = (truePositives: number) => `of ${countText(truePositives)} judged true`
export const trueAttacksMissed = 'True attacks missed'
export const heldBack = (held: number, held2: number) => `held back: ${countText(held)} was ${countText(held2)}`

export const reset = (title: ReactNode) => <>Reset {title}</>

export const changedWas = (was: number) => `changed, was ${was}`
export const backTo = (name: string, was: number) => `${name}: back to ${was}`

export const mode = { on: 'On', shadow: 'Shadow', off: 'Off' }
export const triggers = 'Triggers'
export const shownOf = (shown: number, triggers: number) => `${shown} of ${triggers}`
export const changed = ' · changed'
export const modeOf = (id: string) => `Mode of ${id}`
export const asInForce = (id: string) => `${id}: as in force`
export const declaredConfidence = (id: string) => `${id}: declared confidence`
export const declaredConfidenceTitle = 'Declared confidence'
export const automaticFrom = (id: string) => `${id}: automatic from`
export const automaticFromTitle = 'Automatic from'
export const mayActByItself = 'May act by itself'
export const notWhileThisHolds = (forbidden: string) => `Not while this holds: ${forbidden}`

export const theWorkerThatReads = 'The worker that reads the history ended.'
export const alertCount = (alerts: number) => plural(alerts, 'alert')
export const edgeFrom = (edge: string, from: number) => `${edge} from ${from}`
