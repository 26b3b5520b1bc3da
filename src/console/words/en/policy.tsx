import type { ReactNode } from 'react'
import type { Tier } from '../../../domain/action/action.ts'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'
import { tier } from './shared/marks.ts'

export const needByConfidence = 'Need by confidence and urgency'
export const confidence = 'Confidence'
export const confidenceUrgency = (row: string, column: string, at: Tier, isTier: boolean, before: Tier) =>
  `Confidence ${row}, urgency ${column}: T${at} ${tier[at]}${isTier ? '' : `, was T${before}`}`
export const wasT = (before: number) => `was T${before}`
export const arrowsMove0Four = 'Arrows move, 0–4 set the tier.'

export const cProposed = (number: number) => `C-${number} proposed. It waits for somebody else.`
export const thePolicy = 'The policy is the one in force.'
export const anotherChange = 'Another change of the policy is open. It has to be decided first.'
export const whatItComes = 'What it comes to is being counted.'
export const sayWhyInAFew = 'Say why, in a few words.'
export const sayThatYouMeanIt = 'Nobody of today could pass one of its gates. Say that you mean it.'
export const proposeItAllTheSame = 'Propose it all the same: the people for it will be there'
export const cWaitsForSomebody = (number: number) => `C-${number} waits for somebody else`
export const goOnTrying = 'Go on trying'
export const itIsNotInForce = (number: ReactNode) => (
  <>It is not in force yet. Whoever reviews it reads the same numbers. {number}</>
)
export const openC = (number: number) => `Open C-${number}`
export const proposeThisPolicy = 'Propose this policy'
export const itReplacesVOnce = (version: number) =>
  `It replaces v${version} once a second person agrees. Until then nothing changes.`
export const proposeToTheReviewers = 'Propose to the reviewers'
export const itCouldNotBeCounted = 'It could not be counted: it goes without a prediction.'
export const beingCounted = 'Being counted.'
export const onlyThePolicy = (more: number) =>
  `Only the policy is proposed. ${plural(more, 'change')} of triggers and suppositions stay in the draft and are not in these numbers.`
export const why = 'Why'
export const overContained = (
  alerts: number,
  count: ReactNode,
  contained: number,
  count2: ReactNode,
  automatic: number,
  count3: ReactNode,
  votesPerDay: number,
  count4: ReactNode,
  missed: number,
) => (
  <>
    Over {plural(alerts, 'alert')}: {count} contained (was {countText(contained)}), {count2} without a vote (was{' '}
    {countText(automatic)}), {count3} approvals a day (was {countText(votesPerDay)}), {count4} true attacks missed (was{' '}
    {countText(missed)}).
  </>
)

export const oneApproval = 'One approval'
export const neverFewer = 'never fewer than one person'
export const twoApprovals = 'Two approvals'
export const neverFewerThanTwo = 'never fewer than two, one of the owner’s team'
export const reset = (title: ReactNode) => <>Reset {title}</>
export const addAStage = 'Add a stage'

export const title = (at: number) => `${at}.title`
export const nameOf = (name: string) => `Name of ${name}`
export const need = (at: number) => `${at}.need`
export const peopleNeeded = (name: string) => `People needed in ${name}`
export const countOf = 'of'
export const seats = (at: number) => `${at}.seats`
export const seatsIn = (name: string) => `Seats in ${name}`
export const moveUp = (name: string) => `Move ${name} up`
export const moveDown = (name: string) => `Move ${name} down`
export const isFirst = 'It is the first already.'
export const isLast = 'It is the last already.'
export const remove = (name: string) => `Remove ${name}`
export const seatsOf = (name: string) => `Seats of ${name}`
export const addASeat = 'Add a seat'

export const seatOfStage = (seat: number, at: number) => `seat ${seat} of stage ${at}`
export const whoMayTake = (name: string) => `Who may take ${name}`

export const smallNumber = (gestures: number) => `small number ${gestures}`

export const silenceAsUsual = (name: ReactNode) => <>Silence as usual{name}</>
export const inIt = (name: string) => `in ${name}`
export const silenceOf = (name: string) => `Silence of ${name}`
export const after = 'after'
export const minTell = 'min tell'
export const silence = (at: number, i: number) => `${at}.silence.${i}`
export const minutesUntilStep = (i: number, name: string) => `Minutes until step ${i} of the silence of ${name}`
export const whoIsToldInStep = (i: number, name: string) => `Who is told in step ${i} of the silence of ${name}`
export const removeStep = (i: number, name: string) => `Remove step ${i} of the silence of ${name}`
export const nobodyIsTold = 'Nobody is told: tell somebody'
export const thenTell = 'Then tell'

export const stage = (stages: number) => `Stage ${stages}`

export const needMatrixTier = 'Need matrix tier'
export const confidenceUrgencyWord = 'confidence urgency'
export const gateAndLeash = 'Gate and leash'
export const autoEnvironmentsProduction = 'Auto environments production staging'
export const whoGivesApprovals = 'Who gives approvals'
export const quorumSeatsStages = 'quorum seats stages silence domain'
export const needTitle = 'Need'
export const confidenceUrgency2 = 'confidence ↓ urgency →'
export const whereStepsMayRun = 'Where steps may run by themselves'
export const byEnvironment = 'by environment'
export const whoBreaksTheGlass = 'Who breaks the glass'
export const signsWithKey = 'by passkey'
export const glassAlwaysSigned = 'Always signs with a passkey, whatever the tier'
export const emergencyKey = 'break-glass emergency passkey sign'
export const breakGlassSigned = 'Break-glass signed with a passkey'
export const glassPasskeys = { always: 'always', 'as-approvals': 'where approvals are' } as const
export const environmentsWithAutomatic = 'Environments with automatic steps'

export const bandsOfConfidence = 'Bands of confidence'
export const riseFromMedium = 'rise from medium to confirmed'
export const mediumFrom = 'Medium from'
export const thresholdConfidence = 'threshold confidence'
export const highFrom = 'High from'
export const confirmedFrom = 'Confirmed from'
export const bandsOfUrgency = 'Bands of urgency'
export const riseFromMediumToCritical = 'rise from medium to critical'
export const thresholdUrgency = 'threshold urgency'
export const criticalFrom = 'Critical from'
export const weightsOfUrgency = 'Weights of urgency'
export const sumHundred = 'sum 100: one moves, the others share the rest'
export const privilege = 'Privilege'
export const environment = 'Environment'
export const businessCriticality = 'Business criticality'
export const sensitiveReach = 'Sensitive reach'
export const credentialHygiene = 'Credential hygiene'
export const pointsOfPrivilege = 'Points of privilege'
export const none = 'None'
export const read = 'Read'
export const write = 'Write'
export const admin = 'Admin'
export const pointsOfEnvironment = 'Points of environment'
export const production = 'Production'
export const staging = 'Staging'
export const development = 'Development'
export const decoy = 'Decoy'
export const hygieneReach = 'Hygiene, reach and the unknown'
export const partsOfHygiene = 'parts of hygiene sum to at most 100'
export const pastRotation = 'Past rotation'
export const neverExpires = 'Never expires'
export const dormantThenUsed = 'Dormant, then used'
export const dormantAfter = 'Dormant after'
export const days = 'days'
export const perDoublingOfReach = 'Per doubling of reach'
export const unknownCounts = 'Unknown counts as'
export const whereConfidenceComes = 'Where confidence comes from'
export const whereNobodyStates = 'where nobody states it, and when it is measured'
export const unstatedFinding = 'Unstated finding'
export const unstatedEvent = 'Unstated event'
export const measuredFromJudged = 'Measured from judged'
export const priorRight = 'Prior: right'
export const priorWrong = 'Prior: wrong'
export const restraint = 'Restraint'
export const ambiguousSharedThird = 'ambiguous, shared, third-party, no owner, consumers unknown'
export const capsStopAtTier = 'Caps stop at tier'
export const disruption = 'Disruption'
export const pointsRise = 'points rise with criticality, severe is not below high'
export const consumerOfCriticality = 'Consumer of criticality 1'
export const criticalityTwo = 'Criticality 2'
export const criticalityThree = 'Criticality 3'
export const criticalityFour = 'Criticality 4'
export const criticalityFive = 'Criticality 5'
export const comesBackAlone = 'Comes back alone'
export const severeFrom = 'Severe from'
export const whatMayRun = 'what may run without a person'
export const autoCriticalityUp = 'Auto: criticality up to'
export const autoStepsAnHour = 'Auto steps an hour'
export const budgetAutomatic = 'budget automatic'
export const dryRunDays = 'Dry run before auto'
export const dryRunAlerts = 'Alerts in a dry run'
export const dryRun = 'shadow trial automation'
export const shareOfOneOwner = 'Share of one owner'
export const teamLimit = 'team limit'
export const twoPeopleFromCriticality = 'Two people from criticality'
export const identityStateFresh = 'Identity state fresh'
export const exerciseCounts = 'Exercise counts for'
export const approvalWaits = 'Approval waits'
export const min = 'min'
export const milliseconds = (count: number) => `${count} ms`
export const shareOfTime = (percent: number) => `${percent} % of the time`
export const moreTimeInTheLast = 'More time in the last'
export const openRequestsAPerson = 'Open requests a person'
export const capFatigue = 'cap fatigue'
export const approversToldAgain = 'Approvers told again at'
export const escalateSilence = 'escalate silence'
export const managersTold = 'Managers told at'
export const breakGlassReviewed = 'Break-glass reviewed within'
export const breakerAutoSteps = 'Breaker: auto steps an hour'
export const circuitCascadeStop = 'circuit cascade stop'
export const breakerFailures = 'Breaker: failures an hour'
export const circuitStop = 'circuit stop'
export const passkeyFromTier = 'Passkey from tier (5: none)'
export const webauthnSignApproval = 'webauthn sign approval'
export const thePolicyRefuses = 'The policy refuses this.'

export const needGroup = 'Need'
export const cellOfNeed = (confidence: string, urgency: string) => `confidence ${confidence}, urgency ${urgency}`
export const stepsByThemselves = 'Steps by themselves in'
export const nowhere = 'nowhere'
export const timesAndWork = 'Times and work'
export const notInTheLab = 'what the lab does not count'
export const corroborateWithin = 'Triggers corroborate within'
export const acknowledgedWithin = (tier: number) => `T${tier} acknowledged within`
export const snoozedAtMost = (tier: number) => `T${tier} snoozed at most`
export const riskAcceptedAtMost = 'Risk accepted at most'
export const hours = 'h'
export const wasWord = 'was'
export const is = 'is'
export const refusedAt = (tier: number, confidence: string, urgency: string, because: string) =>
  `T${tier} at ${confidence} × ${urgency}: ${because}`
export const minutes = (minutes: number) => `${minutes} min`
