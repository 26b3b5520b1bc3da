import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const shouldBe = (message: string, shouldBe: string) => `${message}
Should be ${shouldBe}`
export const use = (text: string) => `Use ${text}`

export const reads = (format: string) => `reads ${format}`
export const inField = (count: string) => `in ${count}`
export const fact = 'fact'

export const why = 'Why'
export const conditions = 'Conditions'
export const record = 'Record'
export const conditionTruth = 'Conditions and their truth'
export const bytesWereChanged = 'Its bytes are not those that were sealed, so no rule is asked about it.'
export const notReadable = 'The text cannot be read yet.'
export const itFires = 'It fires'
export const itDoesNotFire = 'It does not fire'
export const everyCondition = ': every condition that it takes holds.'
export const mustFire = 'Must fire'
export const mustNotFire = 'Must not fire'
/** A link between conditions that the rule writes as a word, or by a list, or not at all. */
export const links: Readonly<Record<string, string>> = {
  and: 'all of these',
  all: 'all of these',
  or: 'one of these',
  any: 'one of these',
}
export const isTrue = 'true: '
export const isFalse = 'false: '
export const goToLine = (describeHostile: string, line: number) => `${describeHostile}, go to line ${line}`
export const decides = 'decides'
export const notInTheRecord = 'not in the record'
export const factsThen = 'Facts as they were known'
export const factsAs = 'Facts as they were known when it came'
export const facts = (facts: number) => plural(facts, 'fact')
export const recordRedacted = 'The record, secrets redacted'
export const howMuchIsRedacted = (redactedAt: number) =>
  redactedAt === 0 ? 'nothing redacted' : `${plural(redactedAt, 'secret')} redacted`
export const aConditionFails = 'a condition fails'
export const conditionsDecideAgainst = (deciding: number) => `${plural(deciding, 'condition')} decide against it`
export const itAndThisRecord = (text: string, found: string) => `it ${text}, and this record is ${found}`
export const holdsAndTheRule = (text: string) => `${text} holds, and the rule leaves that out`
export const doesNotHold = (text: string) => `${text} does not hold`

export const problems = 'Problems'
export const warning = 'Warning'
export const problem = 'Problem'
export const andShouldBe = (shouldBe: ReactNode) => <>. Should be {shouldBe}</>
export const instead = (text: ReactNode) => <>Use {text}</>

export const theTextHasProblems = (problemCount: number) =>
  `The text has ${plural(problemCount, 'problem')}. Mend them first.`
export const theTextHasNoName = 'The text has no name yet.'
export const nameStays = (id: string) => `The name is the trigger’s id: it stays ${id}.`
export const nothingIsChanged = 'Nothing is changed.'
export const onlyTried = 'only tried'
export const proposedItWaits = (change: string) => `${change} proposed. It waits for somebody else.`
export const mode = 'Mode'
export const itsAutomation = (because: string) => `Its automation was taken away: ${because}`
export const letItAct = 'Let this text act by itself: its dry run is done'
export const giveItBack = 'Give it back with this change'
export const whatItWouldHaveDone = 'What it would have done'
export const countedByTheGateway = 'counted by the gateway'
export const ownTestsFail = (failingTests: number) =>
  failingTests === 1 ? 'One of your own tests fails.' : `${failingTests} of your own tests fail.`
export const itIsCountedOnce = 'It is counted once the text can be read.'
export const tryingItOverStored = 'Trying it over stored evidence'
export const nothingToCount = 'Nothing to count.'
export const whatItChanges = 'What it changes'
export const versionAndText = (version: number) => `Version ${version} and what is written`
export const whenAndWhy = 'When and why'
export const inForceAtUtc = (isUtc: boolean) => `In force at (${isUtc ? 'UTC' : 'local time'})`
export const emptyAsSoonAsSomebody = 'Empty: as soon as somebody else has approved it.'
export const theReviewerReads = 'The reviewer reads it first, and it stands in the record.'
export const sayInAFewWords = 'Say in a few words what this mends.'
export const notProposed = (title: string) => `Not proposed. ${title}.`
export const proposeThisChange = 'Propose this change'

export const chooseARecord =
  'Choose a record and say that it must fire or must not. From then on every letter you write is held against it.'
export const noRecordIsPinned = 'No record is pinned'
export const testsInSum = (failing: number, tests: number) =>
  failing === 0
    ? tests === 1
      ? 'The test holds.'
      : `All ${tests} tests hold.`
    : `${failing} of ${plural(tests, 'test')} ${failing === 1 ? 'fails' : 'fail'}.`
export const aRecordThatIsGone = 'A record that is gone'
export const mustFireWord = 'must fire'
export const mustNotFireWord = 'must not fire'
export const unpin = 'Unpin'
export const notTried = 'not tried'
export const fails = 'fails'
export const holds = 'holds'

export const loadingRecords = 'Loading records'
export const theTextCannot = (isWithoutLast: boolean) =>
  `The text cannot be read${isWithoutLast ? '.' : ': this is what it did before.'}`
export const matches = (firedCount: number) => `Matches ${countText(firedCount)}`
export const countOf = 'of '
export const records = (records: number) => plural(records, 'record')
export const receivedSince = (receivedAt: ReactNode) => <>received since {receivedAt}</>
export const readsCount = (readCount: number) => `reads ${countText(readCount)}`
export const notLooked = (unseenCount: number) => `${countText(unseenCount)} not looked at: time ran out`
export const loadOlder = 'Load older'
export const thisTextWasStopped = 'This text was stopped.'
export const thisTextEnded = 'This text ended the worker.'
export const itAnsweredNothing =
  'It answered nothing for 3 s. The worker was replaced and goes on with what you write next.'
export const itWasReplaced = 'It was replaced and goes on with what you write next.'
export const itCouldNotBeTried = 'It could not be tried.'
export const threeWorkers = 'Three workers in a row ended without an answer. Writing and proposing work on.'
export const nothingIsTried = 'Nothing is tried any more.'
export const tryAgain = 'Try again'

export const version = (version: number) => `version ${version}`
export const hitsHead = '24 h / 7 d / 30 d'
export const hitsOfThirtyDays = (value: number) => `Hits of 30 days, at most ${value} in a day`
export const declaredRight = 'declared → right'
export const automation = 'automation'
export const lastHit = 'last hit'
export const aReviewedChange = (because: ReactNode) => <>{because} A reviewed change gives it back.</>
export const itLostItsAutomation = (time: ReactNode) => <>It lost its automation {time}.</>
export const anotherOne = 'Another one can be proposed once it is decided.'
export const aChange = 'A change of it is open.'
export const readIt = 'Read it'
export const itIsTakenAway = 'it is taken away'
export const toShadowNow = 'To shadow now'
export const offNow = 'Off now'
export const toShadowAtOnce = 'To shadow, at once'
export const offAtOnce = 'Off, at once'
export const itGoesOnCounting =
  'It goes on counting, raises no alert any more and never acts. The way back is a change that somebody else reviews.'
export const itIsNotEvaluated = 'It is not evaluated any more. The way back is a change that somebody else reviews.'
export const takeItToShadow = 'Take it to shadow'
export const takeItOff = 'Take it off'

export const firesNewly = 'Fires, newly'
export const noLonger = 'No longer'
export const fires = 'Fires'
export const doesNotFire = 'Does not fire'
export const isNotLookedAt = 'Not looked at'
export const isNotTried = 'Not tried'
export const notRead = 'Not read by it'

export const versionTitle = (number: number) => `Version ${number}`
export const inForce = 'in force'
export const asShipped = 'as shipped'
export const bringsVersionBack = (restores: number) => ` Brings version ${restores} back.`
export const compareWith = 'Compare with what is written'
export const bringItBack = 'Bring it back'
export const itsChange = 'Its change'
export const bringVersionBack = (asked: number) => `Bring version ${asked} back`
export const itBecomesANewVersion =
  'It becomes a new version with the old content, after somebody else has reviewed it.'
export const proposeIt = 'Propose it'
export const loadingVersion = (number: number) => `Loading version ${number}`
export const versionAnd = (number: number) => `Version ${number} and what is written`

export const begunFrom = (baseVersion: number) =>
  `Your text was begun from version ${baseVersion}. Compare them under Versions.`
export const newVersion = (version: number) => `Version ${version} came into force while you wrote.`
export const iHaveRead = 'I have read it'
export const textOfANewTrigger = 'Text of a new trigger'
export const textOf = (id: string) => `Text of ${id}`
export const widthOf = 'Width of what it does'
export const whatItDoes = 'What it does'
export const recordsTab = 'Records'
export const tests = (failing: number) => (failing === 0 ? 'Tests' : `Tests, ${failing} fail`)
export const versions = 'Versions'
export const propose = 'Propose'
export const discardWhatIWrote = 'Discard what I wrote'

export const thisIsNoTime = 'This is no time. Write it as 2026-03-02T09:00.'

export const detection = 'detection'

export const view = {
  fires: 'Fires',
  new: 'Fires newly',
  gone: 'No longer fires',
  calm: 'Read, does not fire',
  all: 'All loaded',
}
export const verdict = 'Verdict'
export const who = 'Who'
export const judged = 'Judged'
export const age = 'Age'
export const whichRecords = 'Which records'
export const searchRecords = 'Search records'
export const titleWhoAddress = 'Title, who, address, alert'
export const recordsAreStill = 'Records are still loading'
export const nothingIsTriedYet = 'Nothing is tried yet'
export const itReadsOfLoaded = (readCount: number, records: number) =>
  `It reads ${countText(readCount)} of ${countText(records)} loaded records and fires on none. Choose “Read, does not fire” to ask one of them why.`
export const nothingHereSays = 'Nothing here says anything about records that are not loaded.'
export const nobodyNamed = 'nobody named'
export const noRecordHasThese = 'No record has these words'
export const itFiresOnNothing = 'It fires on nothing that is loaded'
export const nothingNewIsCaught = 'Nothing new is caught'
export const nothingIsLetGo = 'Nothing is let go'
export const noRecordIsHere = 'No record is here'
