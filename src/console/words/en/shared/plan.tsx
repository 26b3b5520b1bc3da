import type { ReactNode } from 'react'

export const reasonGiven = 'Reason given'

export const theGlassWasBroken = 'The glass was broken'
export const ranWithoutApprovals = (person: ReactNode, value: ReactNode) => (
  <>
    {person} let it run without its approvals{value}.
  </>
)
export const signedWithRevoked = ', signed with a key that was revoked'
export const signedWithAKey = ', signed with a key'
export const reviewDue = (reviewDueAt: ReactNode) => <>Review due {reviewDueAt}</>
export const reviewIt = 'Review it'
export const reviewFound = (isJustified: boolean, by: ReactNode, time: ReactNode, reason: ReactNode) => (
  <>
    {by} found it {isJustified ? 'justified' : 'not justified'}, {time}: “{reason}”
  </>
)

export const sayWhyInASentence = 'Say why, in a sentence.'
export const wasItJustified = 'Was it justified?'
export const letItRun = (who: ReactNode) => (
  <>{who} let it run without its approvals. What you find stands in the record and is not changed afterwards.</>
)
export const notNow = 'Not now'
export const notJustified = 'Not justified'
export const justified = 'Justified'
export const notReviewed = 'Not reviewed.'
export const why = 'Why'

export const requestExactly = (ordinal: number) => `Request ${ordinal}, exactly as it will be sent`
export const payloadInSum = (action: string, bound: number, lines: number, seconds: string) =>
  `${action}, ${bound} of ${lines} lines bound to this target, read back within ${seconds}`
export const template = 'template:'
export const sent = 'sent:'

export const sayWhy = 'Say why, in a few words.'
export const notDone = (title: string) => `Not done. ${title}.`
export const whatItDoesNotBring = 'What it does not bring back'

export const ofSteps = (steps: readonly number[]) => `, step${steps.length === 1 ? '' : 's'} ${steps.join(', ')}`
export const doesNotHold = 'Does not hold:'
export const asApprovedAndNow = (what: string) => `${what}: as approved and now`
export const asApproved = 'As approved'
export const now = 'Now'
export const noLonger = 'no longer: '
export const newOne = 'new: '

export const quorum = 'Quorum'
export const itRunsByItself = 'It runs by itself: no approval is needed.'
export const rejectedBy = (person: ReactNode, reason: ReactNode) => (
  <>
    Rejected by {person}
    {reason}
  </>
)
export const ofSeats = (need: number, seats: number) => `: ${need} of these ${seats} seats`
export const notNeeded = 'Not needed'
export const freeSeat = 'Free seat'
export const emptySeat = 'Empty seat'
export const approved = 'approved'
export const signedKeyRevoked = 'signed, key revoked,'
export const signed = 'signed'
export const anyApproverBut = 'for any approver except whoever asked'
export const ownerTeam = (team: ReactNode) => <>for the owner’s team, {team}</>

export const told = {
  'who-could': 'whoever could take the missing seat was told',
  approvers: 'every approver was told again',
  managers: 'the managers were told',
}
export const hasMoreTime = (plan: string) => `${plan} has more time.`
export const waitsForLine = 'This waits for the connection to the gateway.'
export const silenceTold = (hostileText: ReactNode, tell: string, at: ReactNode) => (
  <>
    {hostileText}
    {hostileText === null ? 'Nobody' : 'nobody'} decided, so {tell}, {at}.
  </>
)
const audiences = {
  'who-could': 'whoever could take the missing seat',
  approvers: 'every approver',
  managers: 'managers',
}
export const isTold = (tell: keyof typeof audiences, isFirst: boolean, at: ReactNode) => (
  <>
    {audiences[tell]} {isFirst ? (tell === 'managers' ? 'are told ' : 'is told ') : ''}at {at}
  </>
)
export const inSilence = (told: ReactNode) => <>In silence {told}.</>
export const giveItMoreTime = 'Give it more time'
export const moreTimeFrom = (at: ReactNode) => <>More time can be given from {at} on, once.</>
export const moreTime = (plan: string) => `More time for ${plan}`
export const moreTimeDetail =
  'It waits as long again, once. The time is part of what people approve: whoever has approved it approves it again.'
export const seatFor = (whom: string) => `for ${whom}`
