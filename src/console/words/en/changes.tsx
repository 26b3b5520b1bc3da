import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const itLetsGo = 'It lets go of what people called a true positive.'
export const noLonger = 'No longer'
export const newly = 'Newly'
export const basisAndTime = (basis: string, ranAt: ReactNode) => (
  <>
    {basis} Counted {ranAt}.
  </>
)
export const theNewest = (examples: number) => `, the newest ${examples}`

export const loadingTheChange = 'Loading the change'
export const changeName = (change: string) => `Change ${change}`
export const theProposedText = 'The proposed text cannot be read by this release.'
export const whatItWouldHaveDone = 'What it would have done'
export const noBacktest = 'No backtest: one person took it away on the spot, which needs no count.'
export const whatItIsPredicted = 'What it is predicted to come to'
export const countedByItsProposer = 'counted by its proposer over the history'
export const whatItChanges = 'What it changes'
export const lineByLine = 'Line by line, as it is stored'
export const nobodyCouldPass = 'With the people of today nobody could pass it.'
export const review = 'Review'
export const mode = (from: string, to: ReactNode) => (
  <>
    Mode: {from} → {to}
  </>
)
export const isNew = 'new'
export const itGivesBack = 'It gives the trigger automation.'
export const howItWasTried = 'Dry run of this text, before it may act by itself'
export const versionAndChange = (baseVersion: number, change: string) => `Version ${baseVersion} and ${change}`
export const bringsBack = (restores: number) => `Brings version ${restores} back of`
export const tookToOnTheSpot = (to: string) => `Took to ${to} on the spot:`
export const changesThe = 'Changes the'
export const newTrigger = (to: string) => `New trigger, ${to}:`
export const changes = 'Changes'
export const changesAndTakes = (to: string) => `Changes, and takes to ${to}:`
export const change = 'Change'
export const state = 'State'
export const because = 'Because'
export const trigger = 'Trigger'
export const basedOn = 'Based on'
export const nothingItIsNew = 'nothing: it is new'
export const became = 'Became'
export const putInForce = 'Put in force'
export const takesEffect = 'Takes effect'
export const afterTheReview = 'after the review'
export const expires = 'Expires'
export const reviewed = 'Reviewed'
export const by = (isApprove: boolean, by: ReactNode, reason: ReactNode) => (
  <>
    {isApprove ? 'Approved' : 'Rejected'} by {by}: “{reason}”
  </>
)
export const digest = 'Digest'
export const changeWord = 'change'

export const list = { open: 'Open', 'waiting-for-me': 'Wait for me', all: 'All' }
export const whichChanges = 'Which changes'
export const loadingChanges = 'Loading changes'
export const nothingWasEver = 'Nothing was ever changed here.'
export const nothingWaits = 'Nothing waits.'
export const aChangeOfATrigger =
  'A change of a trigger is proposed in its workbench, with its backtest, and reviewed here by somebody else.'
export const noChangeIsOpen = 'No change is open'
export const showAll = 'Show all'
export const changeCount = (rows: number) => plural(rows, 'change')
export const andMore = ' and more'
export const policy = 'Policy'

export const theTextStays = 'The text stays as it is.'
export const asBefore = (count: number) => `${plural(count, 'line')} as before`

export const alerts = 'Alerts'
export const tierTwoAndAbove = 'Tier 2 and above'
export const withoutAVote = 'Without a vote'
export const approvals = 'Approvals'
export const aDay = (total: number) => `${countText(total)} a day`

export const thisWaits = 'This waits for the connection to the gateway.'
export const sayWhyInAFew = 'Say why, in a few words.'
export const yourDecision = 'Your decision'
export const notDone = (title: string) => `Not done. ${title}.`
export const why = 'Why'
export const itStandsInTheRecord = 'It stands in the record beside your name.'
export const approve = 'Approve'
export const waitForTheAnswer = 'Wait for the answer.'
export const reject = 'Reject'
export const withdraw = 'Withdraw'
export const alertsFromTo = (alerts: number, from: string, to: string) => `${countText(alerts)}, ${from} to ${to}`
