import type { ReactNode } from 'react'
import { countText, exactText } from '../../ui/number-text.ts'

export const entryName = (sequence: number) => `Entry ${sequence}`
export const entry = (sequence: number) => `entry ${countText(sequence)}`
export const entryAsItWasHashed = 'Entry as it was hashed'
export const canonicalJsonRfc = 'canonical JSON, RFC 8785'
export const whatThisCannot = 'What this cannot show'
export const entriesThat =
  'Entries that were cut off before this browser first saw them and never shown to anybody. A lie told by a source or a person at the time. Whether another reader was shown another record: compare the root below with theirs.'
export const rootAt = (verdict: number, root: ReactNode) => (
  <>
    root at {countText(verdict)} {root}
  </>
)
export const recordWord = 'record'
export const about = 'About'
export const allEntries = 'All entries'
export const fromThisEntry = 'From this entry to the root'
export const cameAfterTheCheck = 'It came after the last check. Verify again to anchor it.'
export const hashedInThisBrowser = 'hashed in this browser'
export const leadsToTheRoot = (size: number) => `Leads to the root of ${countText(size)} entries`
export const doesNotLead = 'Does not lead to the root that this browser computed'

export const notVerified = (title: string) => `Not verified: ${title}`
export const verifyAgain = 'Verify again'
export const checking = (size: number, checked: number) =>
  size === 0 ? 'Reading the record' : `${countText(checked)} of ${countText(size)} entries checked`
export const thisBrowserChecks = (said: string) => `This browser checks the record. ${said}`
export const verification = 'Verification'
export const checkedInThisBrowser = (wholeMs: string, value: string) =>
  `checked in this browser in ${wholeMs} s, ${value}`
export const forTheFirstTime = 'for the first time'
export const afterItHadSeen = (since: number) => `after ${countText(since)} it had seen before`
export const showTheFirst = 'Show the first'

export const leafStep = 'leaf'
export const entryCount = (count: number) => (count === 1 ? '1 entry' : `${exactText(count)} entries`)
export const thisEntry = 'this entry'
export const leftStep = '+ left'
export const rightStep = '+ right'
export const rootStep = '= root'

export const state = 'State'
export const time = 'Time'
export const whatHappened = 'What happened'
export const entryTitle = 'Entry'

export const record = 'Record'
export const proofOfTheEntry = 'Proof of the entry'
export const entriesOfTheSame = 'Entries of the same plan'
export const exportIt = 'Export'

export const allEntriesHold = (count: number) => `All ${exactText(count)} entries hold`
export const recordIsShorter = 'The record is shorter than this browser saw it before'
export const recordIsAnother = 'The record is not the one this browser saw before'
export const entriesDoNotHold = (broken: number, all: number, first: number) =>
  `${exactText(broken)} of ${exactText(all)} entries ${broken === 1 ? 'does' : 'do'} not hold. The first is ${exactText(first)}`
export const entriesDoNotAddUp = 'The entries do not add up to the root that the gateway names'

export const searchTheRecord = 'Search the record'
export const whoOrWhichAlert = 'Who, or which alert, plan or identity'
export const kindOfEntry = 'Kind of entry'
export const allSubjects = 'All subjects'
export const loadingTheRecord = 'Loading the record'
export const noneHoldsTheseWords = (newest: number) =>
  `The record has ${countText(newest)} entries; none of them holds these words.`
export const noEntryMatches = 'No entry matches'
export const showAll = 'Show all'
export const loadingOlderEntries = 'Loading older entries'
export const entries = 'Entries'
export const shownOf = (rows: number, value: string, newest: number) =>
  `${countText(rows)}${value} shown of ${countText(newest)}`
export const everyKind = 'Every kind'
export const rowName = (state: string, sequence: number, did: string, detail: string | null) =>
  `${state}, entry ${sequence}: ${did}${detail === null ? '' : `, ${detail}`}`
