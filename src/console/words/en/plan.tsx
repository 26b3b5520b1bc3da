import type { ReactNode } from 'react'

export const itStays = 'It stays'
export const confirmedBy = (confirmed: ReactNode, time: ReactNode, reason: ReactNode) => (
  <>
    {confirmed} confirmed it, {time}: {reason}
  </>
)
export const temporary = 'Temporary'
export const takenBackByItself = (spell: string) =>
  `Taken back by itself ${spell} after it was done, unless somebody else confirms it.`
export const takenBack = 'Taken back in'
export const beingTakenBack = 'being taken back'
export const unlessSomebodyElse = 'Unless somebody else confirms that it stays. It was approved with the plan.'
export const notTakenBackYet = (note: ReactNode) => <>Not taken back yet. {note}</>
export const confirmThatItStays = 'Confirm that it stays'

export const exportApprovals = 'Export approvals'
export const checkedOffline = (part: ReactNode) => <>Checked offline by {part}</>
export const verifyCommand = 'npm run -s cli -- verify-approval FILE'
export const notExported = (detail: string) => `Not exported. ${detail}`

export const loadingThePlan = 'Loading the plan'
export const staleDetail = 'The gateway goes on with it whether or not this page hears of it.'
export const youSeeTheState = (dataUpdatedAt: ReactNode) => <>You see the state of {dataUpdatedAt}.</>
export const approvals = 'Approvals'
export const askedBy = (requestedBy: ReactNode, team: ReactNode, requestedAt: ReactNode) => (
  <>
    Asked by {requestedBy}, {team}, {requestedAt}:
  </>
)
export const forAlert = (alert: ReactNode) => <>for {alert}</>
export const onIdentity = (identity: ReactNode) => <>on {identity}</>
export const stepsDone = (done: number, all: number) => `, ${done} of ${all} steps done`
export const andTakenBack = ', taken back'
export const andOpenAgain = ', open again'
export const whatItLeaves = (steps: number, ordinal: number) =>
  steps === 1 ? 'What it leaves' : `What step ${ordinal} leaves`
export const whatSurvives = 'What survives'
export const nothingThatIsKnown = 'Nothing that is known.'
export const lostForGood = 'What undo cannot restore'
export const itCannotBeUndone = 'It cannot be undone at all.'
export const exactlyWhatIsSent = 'Exactly what is sent'
export const underTheDigest = 'under the digest'

export const cancel = 'Cancel'
export const cancelDetail = 'Nothing of it will be sent. It stays in the history.'
export const cancelThePlan = 'Cancel the plan'
export const confirmReason = 'Confirm that it stays:'
export const confirmDetail = 'It is not taken back at its time any more. Taking it back is then a plan of its own.'
export const rollBack = 'Roll back'
export const rollBackDetail =
  'This proposes a plan that takes the effect back. It passes a gate of its own before anything is sent.'
export const proposeRollback = 'Propose rollback'
export const stopWords =
  'No further step is sent. What is with a target is read back to its end, and what is done stays until it is taken back.'
export const itWaitsForTheConnection = 'It waits for the connection to the gateway.'
export const gateAndUndo = 'Gate and undo'
export const expiresIn = 'Expires in'
export const expired = 'expired'
export const decideOn = 'Decide on it'
export const seeInApprovals = 'See it among the approvals'
export const whyItStands = 'Why it stands there'
export const againstWhat = 'Against what was proposed'
export const boundToTitle = 'Bound to'
export const boundTo = (id: string, version: number, policyVersion: number, value: string) =>
  `playbook ${id} v${version}, policy v${policyVersion}${value}`
export const andTrigger = (id: string, version: number) => `, trigger ${id} v${version}`
export const planDigest = (digest: ReactNode) => <>plan {digest}</>
export const plan = 'plan'
export const nextSmallestAction = 'Next smallest action'
export const takingItBack = 'Taking it back'
export const takenBackBy = (plan: ReactNode, state: string | null) =>
  state === null ? (
    <>{plan} took it back.</>
  ) : (
    <>
      {plan} takes it back: {state}.
    </>
  )
export const takesBack = 'The plan that this one takes back'
export const stop = 'Stop before the next step'

export const isSigningInAgain = 'is signing in again'
export const isBroken = 'is broken'
export const steps = 'Steps'
export const nothingWasSent = 'Nothing was sent: it waits for its approvals.'
export const asReadBack = 'as read back from the target'
export const closesNothing = 'Closes nothing'
export const step = 'Step'
export const started = (startedAt: ReactNode) => <>started {startedAt}</>
export const readBack = (readAt: ReactNode) => <>read back {readAt}</>
export const attempt = (attempt: number) => `attempt ${attempt}`
export const consumersAt = 'Consumers at the target'
export const afterSteps = (before: number, before2: string) =>
  `After step${before === 1 ? '' : 's'} ${before2}, and once who signs in by themselves is back.`
export const and = ' and '

export const inDoubt = 'In doubt: asking the target what is true before anything is sent again'
export const answerLost = (trouble: ReactNode) => <>Sent, and the answer was lost: {trouble}</>
export const askedSince = (readback: ReactNode) => <>Asked what is true: {readback}</>
export const openAgain = (finishedAt: ReactNode, readAt: ReactNode) => (
  <>
    It was closed at {finishedAt} and is open again, seen at {readAt}. Nothing is sent again by itself.
  </>
)
export const wasSoBefore = 'It was so before: nothing was sent.'
export const leftInDoubt = 'In doubt: what is true could not be found out'
export const isTakenBack = 'Taken back'
export const endedBefore = 'Ended before it was done'
export const beforeThat = (readAt: ReactNode, readback: ReactNode) => (
  <>
    Before that, at {readAt}: {readback}
  </>
)
export const stepStates = {
  waiting: 'Waits for its turn',
  claimed: 'Checked again, about to be sent',
  sent: 'Sent, no answer yet',
  verifying: 'Reading the target back',
  done: 'Read back',
  failed: 'Failed',
  skipped: 'Not sent',
}

export const consumersTitle = 'Consumers of the secret'
export const consumerStates = {
  'not-yet': 'not asked yet',
  asked: 'asked',
  missing: 'missing',
  'under-way': 'under way',
  done: 'on it',
  over: 'not asked any more',
} as const
export const runBy = (team: ReactNode) => <>run by {team}</>
export const doneBy = (connector: ReactNode) => <>by {connector}</>
export const timeLeft = 'Time left'
export const timeOver = 'time is over'
export const saidBy = (name: ReactNode, team: ReactNode, at: ReactNode) => (
  <>
    Confirmed by {name}, {team}, {at}
  </>
)
export const usesNew = 'It uses the new secret'
export const usesOld = 'It uses the old secret again'
export const confirmConsumer = (name: string) => `${name} was re-pointed`
export const confirmConsumerDetail =
  'You say that it works with the other secret. It is recorded with your name and counts once; the old secret dies when all have said so.'
export const somebodyIsMissing = (names: string) => `Not re-pointed in time: ${names}`
export const bothWork = 'Both secrets work, and nothing is retired, until somebody decides:'
export const giveTime = 'Give more time'
export const giveTimeDetail = 'They get as much time again from now and are asked again. The old secret works so long.'
export const askAgain = 'Ask again'
export const askedAgain = 'Asked again.'
export const retireAnyway = 'Retire anyway'
export const retireAnywayDetail =
  'This proposes a plan of its own: the old secret dies although they use it. Two people approve it, one of them of the owner’s team where it has one.'
export const proposeIt = 'Propose it'
export const overriddenBy = (number: number) => `P-${number} asks to retire it anyway.`
export const orTakeBack = 'Or cancel this plan and roll it back: the new secret is dropped.'
