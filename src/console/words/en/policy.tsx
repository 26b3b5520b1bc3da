import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const needByConfidence = 'Need by confidence and urgency'
export const confidence = 'Confidence'
export const confidenceUrgency = (row: string, column: string, tier: number, isTier: boolean, before: number) =>
  `Confidence ${row}, urgency ${column}: T${tier}${isTier ? '' : `, was T${before}`}`
export const wasT = (before: number) => `was T${before}`
export const arrowsMove0Four = 'Arrows move, 0–4 set the tier.'

export const cProposed = (number: number) => `C-${number} proposed. It waits for somebody else.`
export const thePolicy = 'The policy is the one in force.'
export const anotherChange = 'Another change of the policy is open. It has to be decided first.'
export const whatItComes = 'What it comes to is being counted.'
export const sayWhyInAFew = 'Say why, in a few words.'
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
