import type { ReactNode } from 'react'
import { plural } from './plural.ts'

export const loadingThePlan = 'Loading the plan'
export const allApprovals = 'All approvals'
export const playbookVersion = (id: string, version: number) => `playbook ${id} v${version}`
export const forAlert = (alert: ReactNode) => <>for {alert}</>
export const askedBy = (requestedBy: ReactNode, team: ReactNode, requestedAt: ReactNode) => (
  <>
    asked by {requestedBy}, {team}, {requestedAt}
  </>
)
export const whatBreaks = 'What breaks'
export const byTheMap = 'by the map of its consumers'
export const mapIsNotWhole = 'the map is not whole'
export const whatSurvives = 'What survives'
export const nothingThatIsKnown = 'Nothing that is known.'
export const howItIsUndone = 'How it is undone'
export const exactlyWhatIsSent = 'Exactly what is sent'
export const howManyRequests = (steps: number) => `${steps === 1 ? '1 request' : `${steps} requests`}, then read back`
export const itCannotBeUndone = 'It cannot be undone.'
export const byAPlan = (action: string, time: string) => `By ${action}${time}, a plan of its own.`
export const doesNotBringBack = (lost: string) => `Does not bring back: ${lost}`

export const expiresAt = (at: ReactNode) => <>expires at {at}</>
export const expiresIn = (plan: string) => `${plan} expires in`
export const expired = 'expired'
const DECIDED = {
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Nobody decided',
  withdrawn: 'Withdrawn',
  'by-policy': 'Needed no approval',
} as const
export const decided = (kind: keyof typeof DECIDED, by: ReactNode, at: ReactNode) => (
  <>
    {DECIDED[kind]}
    {by === null ? null : <> by {by}</>}, {at}
  </>
)
export const withoutApprovals = 'Ran without its approvals'
export const asked = (by: ReactNode, at: ReactNode) => (
  <>
    asked by {by}, {at}
  </>
)
export const marked = (choice: string) => `marked: ${choice}`

export const titles = {
  'waiting-for-me': 'Waiting for you',
  waiting: 'Waiting for others',
  history: 'History',
}
export const submittingWaits = 'Submitting waits for the connection to the gateway.'
export const approvals = 'Approvals'
export const brokenGlass = 'Broken glass'
export const habitsAreForOthers = 'How people decide is not for everybody to read'
export const howPeopleDecide = 'How people decide'
export const staleDetail = 'Reading works. Deciding waits for the connection.'
export const isStale = 'This list is not of this moment.'
export const loadingApprovals = 'Loading approvals'
export const historyIsEmpty = 'Plans stand here when they were approved, rejected or expired.'
export const nothingWasDecided = 'Nothing was decided yet'
export const othersIsEmpty = 'A plan stands here while people other than you can decide on it.'
export const nothingWaits = 'Nothing waits for anybody else'
export const nothingWaitsForYou = 'Nothing waits for you'
export const whatWasDecided = 'What was decided'
export const norForAnybodyElse = (others: number) =>
  others === 0 ? 'Nor for anybody else.' : `${others} wait for others.`
export const paused = (plans: number) =>
  plans === 1
    ? 'One that was approved is paused, and says why:'
    : `${plans} that were approved are paused, and say why:`

export const runsWithout = (name: string) =>
  `${name} runs without its approvals. Owners and managers know; a manager reviews it.`
export const sayWhy = 'Say why nobody could approve it, in a sentence.'
export const breakTheGlass = 'Break the glass'
export const breakTheGlassFor = (name: string) => `Break the glass for ${name}`
export const whatBreakingDoes =
  'It runs at once, or when a stop that stands is released, without the approvals that its gate asks for. Its owners and all managers are told now; a manager has to say whether it was justified, and until then you cannot do it again.'
export const glassSignatures = {
  passkey: 'You sign it with your passkey.',
  'none-by-policy': 'No passkey is asked for: the policy asks for one here only where approvals are signed.',
  'none-of-sample':
    'No passkey is asked for, since this is the sample estate. For a plan about your own alerts one is.',
} as const
export const notNow = 'Not now'
export const signAndBreak = 'Sign and break the glass'
export const notDone = 'Not done.'
export const whyField = 'Why nobody could approve it'

export const onWhatEvidence = 'On what evidence'
export const records = (digests: number) => plural(digests, 'record')
export const recordsShown = (found: number, digests: number) =>
  `${found} of ${plural(digests, 'record')} shown, digests match the plan`
export const noRecordNamed = 'The plan names no record.'
export const olderRecord = 'older record of this alert'
export const sameDigest = 'same digest as in the plan'

export const loadingUsesOfBreak = 'Loading uses of break-glass'
export const whatBreakGlassIs =
  'Who has the role may let a plan run without its approvals. Each use stands here, with who reviewed it.'
export const nobodyHasBroken = 'Nobody has broken the glass'
export const noKeyForTheGlass = 'You may break the glass.'
export const usesInSum = (count: number, waiting: number, sorted: number) =>
  `${count} in all, ${waiting} not reviewed, ${sorted} not justified.`
export const usesOfBreakGlass = 'Uses of break-glass'

export const readingTheRecord = 'Reading the record'
export const habitsAreEmpty = 'How fast and how often each person decides stands here, as the record has it.'
export const nobodyDecided = (days: number) => `Nobody decided on a plan in ${days} days`
export const whatIsHurried = (
  decisions: number,
  days: number,
  readingWordsPerMinute: number,
  sittingGapMs: number,
  tiringPerHour: number,
) =>
  `${plural(decisions, 'decision')} in ${days} days. A decision is hurried where less time passed, since the person’s last one or since the plan was asked for, than a quick reader takes for what stands on its page (${readingWordsPerMinute} words a minute). Decisions within ${sittingGapMs} seconds of each other count together. More than ${tiringPerHour} in an hour are more than a person weighs one by one.`
export const peopleWhoDecide = 'People who decide'
export const decisionsOfPerson = (decisions: number, approvals: number) =>
  `${plural(decisions, 'decision')}, ${approvals} approved`
export const hurried = (hurried: number) => `${hurried} hurried`
export const atMostInAnHour = (decisions: number, isTiring: boolean) =>
  `at most ${decisions} in an hour${isTiring ? ', too many to weigh' : ''}`
export const busiestHour = (from: ReactNode) => <>The busiest hour began {from}.</>
export const hurriedDecisions = (person: string) => `Hurried decisions of ${person}`
export const hurriedBy = (seconds: string, seconds2: string) => `within ${seconds}, reading takes ${seconds2}`

export const markedDecisions = 'Marked decisions'
export const markedNotSent = (sayMarks: string) => `${sayMarks}: marked, not sent`
export const beingSent = (nth: number, all: number, plan: string) => `${nth} of ${all} is being sent: ${plan}`
export const notAskedAfter = (plan: string) => `Not sent: no key was used for ${plan} before it.`
export const markedPlans = 'Marked plans'
export const clear = 'Clear'
export const submit = (marks: number) => `Submit ${marks}`
export const takeOff = 'take off'
export const takePlanOff = (plan: string) => `take off ${plan}`
export const noLongerMarked = 'No longer marked, nothing of it was sent:'
export const marksThatWereTaken = 'Marks that were taken off'
export const open = (plan: string) => `open ${plan}`
export const iHaveRead = 'I have read it'

export const sayWhyReject = 'Say why, in a few words.'
export const rejectPlan = (plan: string) => `Reject ${plan}`
export const whatRejectingDoes = 'One rejection closes the gate. The requester reads the reason.'
export const markToReject = 'Mark to reject'
export const reject = 'Reject'
export const notRejected = 'Not rejected.'
export const reason = 'Reason'

export const next = 'Next'
export const previous = 'Previous'
export const markToApprove = 'Mark to approve, or go to what is missing for it'
export const rejectWithAReason = 'Reject with a reason'
export const takeTheMarkOff = 'Take the mark off'
export const selectOrNot = 'Mark to approve with others of its kind, or take the mark off'
export const moreTime = 'Give it more time'
export const clearAllMarks = 'Clear all marks'
export const rejectBecause = (reason: string) => `Reject: ${reason}`
export const submitWhatIsMarked = 'Submit what is marked, or decide on what is open'

export const waitsToBeSubmitted = (sayMarks: string) =>
  `${sayMarks} waits to be submitted. Submit or clear that first: one kind at a time.`
export const nothing = 'Nothing'
export const approve = 'Approve'
export const itNoLongerWaits = (state: string) => `It no longer waits: ${state}.`
export const itIsAnotherPlan = 'It is another plan than the one you marked. Read it again.'
export const whatStoodBeside = 'What stood beside it when you marked it is no longer so. Read it again.'
export const allSent = (all: number) => `${plural(all, 'decision')} sent.`
export const decisionsSent = (all: number, all2: number) =>
  `${all} of ${plural(all2, 'decision')} sent; what was not stays marked, with why.`

export const yourVoteCounts = 'Your vote counts; another is needed.'

export const markedToSubmit = (marks: number) => `Marked: ${marks} to submit.`
export const theMarkOfIsOff = (plan: string, because: string) => `The mark of ${plan} is off. ${because}`

export const nameField = "Write the target's name to approve"
export const signAndApprove = 'Sign and approve'
export const yourPasskeys = 'Your passkeys'
export const waitsForLine = 'This waits for the connection to the gateway.'
export const passkeySigns = 'Your passkey signs plan'
export const youApprovePlan = 'You approve plan'
export const plan = 'plan'
export const markToApproveWithOthers = 'Mark to approve with others'
export const markedTo = (choice: string, hostileText: ReactNode) => (
  <>
    Marked to {choice}, {hostileText}
  </>
)
export const notSentYet = 'not sent yet'
export const touches = 'Touches'
export const targets = (targets: number) => plural(targets, 'target')

export const expires = 'Expires in'
export const expiresUnlessDecided = (left: ReactNode) => <>Expires in {left}. Silence never approves.</>
export const silenceNeverApproves = 'Silence never approves: then the plan expires and stays in the history.'
export const state = 'State'
export const stepsLink = 'Steps, read-back and rollback'
export const checkedAgain = 'Checked again just now'

export const decision = 'Decision'
export const planChangedTitle = 'Plan changed, read again.'

export const breaksTooMuchNow = 'Breaks too much now'
export const aSmallerAction = 'A smaller action exists'
export const evidenceIsThin = 'The evidence is too thin'
export const thisActivity = 'This activity is known'
export const wrongTarget = 'The target is not the right one'
export const nothingStops = 'Nothing that is known stops.'
export const notMapped = 'Nobody has mapped what stops.'
export const consumersStop = (stops: number) => `${plural(stops, 'consumer')} ${stops === 1 ? 'stops' : 'stop'}`
export const entriesOfTheMap = (entries: number) => plural(entries, 'entry of the map', 'entries of the map')
export const comesBackAlone = (returns: number) => `${returns} ${returns === 1 ? 'comes' : 'come'} back alone`
export const andMoreMay = ', and more may'
export const isDecided = (plan: string, state: string) => `${plan} is decided: ${state}.`
export const isExpired = (requestedBy: string) => `Expired. Nobody answered in time; ${requestedBy} can ask again.`
export const thePlanChanged = 'The plan changed. Read it again first.'
export const lookAtTargets = 'Look at every target first: the list goes on below.'
export const writeTheName = (identity: string) => `Write the name of the target: ${identity}`
export const guideChanged = 'What its trigger says to save first, or who does what, is another now.'
export const holdsNot = (what: string, detail: string) =>
  `${what}: ${detail} It cannot be approved like that; if it stays so, it has to be asked for anew.`
export const contentChanged = 'Its content is another one now.'
export const hasMoreTime = 'It was given more time. Whoever approved it approves it again.'
export const stateIsNow = (state: string) => `It is ${state} now; it waited for approvals when you opened it.`
export const noLongerAsShown = (fresh: string) => `No longer as shown: ${fresh}.`

export const waits = 'Deciding waits for the connection to the gateway.'
export const planChanged = (changed: string) => `Plan changed. ${changed}`
