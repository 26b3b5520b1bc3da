import type { ReactNode } from 'react'
import type { Threat } from '../../../domain/action/action.ts'
import type { ChangeState, Mode } from '../../../domain/change/change.ts'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const MODE_WORDS: Readonly<Record<Mode, string>> = { on: 'On', shadow: 'Shadow', off: 'Off' }

/** What a mode means, for whoever chooses one. */
export const MODE_MEANINGS: Readonly<Record<Mode, string>> = {
  on: 'Fires, raises alerts, and acts where it may.',
  shadow: 'Is evaluated and counted. Raises no alert and never acts.',
  off: 'Is not evaluated.',
}

export const THREAT_WORDS: Readonly<Record<Threat, string>> = {
  session: 'Session',
  credential: 'Credential',
  identity: 'Identity',
  workload: 'Workload',
  tool: 'Tool',
  pipeline: 'Pipeline',
}

export const STATE_WORDS = {
  broken: 'Cannot be read',
  lost: 'Lost automation',
  noisy: 'Half wrong or more',
  silent: 'No hit in 30 days',
  open: 'Open change',
  edited: 'Not as shipped',
}

export const CHANGE_STATE_WORDS: Readonly<Record<ChangeState, string>> = {
  proposed: 'Waits for review',
  approved: 'Approved, waits for its time',
  active: 'In force',
  superseded: 'Was in force, replaced',
  'rolled-back': 'Was in force, taken back',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  stale: 'Out of date',
  expired: 'Expired',
}

/** How a change is called everywhere. */
export function changeName(number: number): string {
  return `C-${number}`
}

export const lost = 'Lost'
export const dryRun = 'Dry run'
export const awaitsDryRun = (threshold: number) =>
  `From confidence ${threshold} after a dry run and a reviewed change; people decide until then`
export const byPeople = 'By people'
export const from = (threshold: number) => `From ${threshold}`
export const lostItsAutomation = (because: string) => `Lost its automation: ${because}`
export const automationFromConfidence = (threshold: number) => `Automation from confidence ${threshold}`
export const peopleDecide = 'People decide'

export const loadingTriggers = 'Loading triggers'
export const list = 'List'
export const lists = 'OWASP NHI Top 10 and ATT&CK'
export const coverage = 'Coverage'
export const triggersFor = (id: string) => `Triggers for ${id}`
export const whatCounts = 'A trigger counts where its tags or its response block name the entry.'
export const hits = (hits: number) => (hits === 0 ? '' : plural(hits, 'hit'))
export const nobodyLooks = 'nobody looks'
export const inShadow = (shadow: number) => `${countText(shadow)} in shadow only`
export const triggers = (on: number) => plural(on, 'trigger')
export const nobodyLooksDetail = 'No trigger names it. That need not be a gap: it says that nobody looks for it here.'
export const monthHits = (month: number) => plural(month, 'hit')

export const importIt = 'Import'
export const dropSigmaRules = 'Drop Sigma rules here, or choose them'
export const filesEndingInYml = (mostFiles: number, bytes: string) =>
  `Files ending in .yml or .yaml, at most ${mostFiles} of ${bytes} each. They are read in this browser and sent nowhere.`
export const ofFiles = (count: number, reading: number) => `${countText(count)} of ${plural(reading, 'file')}`
export const chooseAFolder = 'Choose a folder'
export const folderOfRules = 'Folder of rules'
export const notAllWereRead = 'Not all were read.'
export const leftOutBeing = (missing: number, missing2: ReactNode) => (
  <>
    {plural(missing, 'file')} left out, being no .yml or .yaml, not in UTF-8, too large or too many: {missing2}
  </>
)
export const files = 'Files'
export const ofFilesCanBeRead = (fine: number, read: number) =>
  `${countText(fine)} of ${plural(read, 'file')} can be read`
export const read = 'Read'
export const refused = 'Refused'
export const shouldBe = (line: ReactNode, message: ReactNode, shouldBe: ReactNode) => (
  <>
    {line} {message}. Should be {shouldBe}
  </>
)
export const andMore = (problems: number) => `and ${problems} more`
export const openAsDraft = 'Open as draft'
export const mendIt = 'Mend it'

/** A rule that works as it stands, so that one begins by changing words and not by reading a specification. */
export const firstText =
  "title: An access key is made for somebody else\nname: my-trigger\nstatus: experimental\ndescription: |\n  What it sees, and why that matters.\ntags: [attack.persistence, attack.t1098.001]\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n  selection:\n    eventName: CreateAccessKey\n  filter_own:\n    requestParameters.userName|exists: false\n  condition: selection and not filter_own\nfalsepositives: ['Say who does this for good reasons']\nlevel: medium\nsluicegate:\n  version: 1\n  threatens: credential\n  confidence: 40\n  playbook: leaked-credential\n  automation: {allowed: false, threshold: 100}\n"
export const newTrigger = 'New trigger'
export const title = 'Triggers'
export const importRules = 'Import rules'

export const declaredNone = (declared: number) => `Declared ${declared}. None of its alerts is judged yet.`
export const belowJudged = (needs: number) => ` Below ${needs} judged the declared number counts.`
export const measuredCaps = (measured: number) => ` Measured ${measured} caps the declared number.`
export const declaredRight = (
  declared: number,
  truePositives: number,
  judged: number,
  share: string,
  low: number,
  high: number,
  rule: string,
) =>
  `Declared ${declared}. Right in ${truePositives} of ${judged} judged${share}; 95 % interval ${low}–${high} %.${rule}`

export const loadingTheTrigger = 'Loading the trigger'

export const newOne = 'New'
export const viewsOfTheTriggers = 'Views of the triggers'
export const changes = 'Changes'

export const mitreAttCk = 'MITRE ATT&CK'
export const techniquesAboutIdentities = 'techniques about identities without a person'
export const coverageLine = (on: number, entries: number, shadow: number, nobody: number) =>
  `${on} of ${entries} looked for${shadow === 0 ? '' : `, ${shadow} in shadow only`}, ${nobody} by nobody`

export const oneOfTheNextFiles = 'One of the next files made the reader hang.'
export const filesNotRead = (why: string, rest: number) => `${why} ${plural(rest, 'file')} not read.`

export const none = 'none'
export const mode = 'Mode'
export const trigger = 'Trigger'
export const cannotBeRead = 'cannot be read'
export const openChange = 'open change'
export const id = 'Id'
export const level = 'Level'
export const threatens = 'Threatens'
export const sevenDays = '7 days'
export const thirtyDays = '30 days'
export const byDay = 'By day'
export const hitsOfThirtyDays = (value: number) => `Hits of 30 days, at most ${value} in a day`
export const precisionHead = 'Declared → right'
export const noise = 'Noise'
export const automation = 'Automation'
export const lastHit = 'Last hit'
export const never = 'never'
export const inSevenDays = (week: number) => `${plural(week, 'hit')} in 7 days`
export const aChangeIsOpen = ', a change is open'
export const hitsInSevenDays = (
  title: string,
  mode: string,
  level: string,
  week: number,
  truePositives: number,
  judged: number,
  automationSentence: string,
  open: string,
) =>
  `${title}, ${mode}, ${level}, ${plural(week, 'hit')} in 7 days, right in ${truePositives} of ${judged} judged, ${automationSentence}${open}`

export const openInTheWorkbench = 'Open in the workbench'
export const workbench = 'Workbench'
export const toTheRecords = 'To the records'
export const toTheText = 'To the text'
export const whatMayBeWritten = 'What may be written here'
export const nextProblem = 'Next problem'
export const proposeThisChange = 'Propose this change'
export const thisRecordMust = 'This record must fire'
export const thisRecordMustNotFire = 'This record must not fire'

export const lastDay = '24 h'

export const searchTriggers = 'Search triggers'
export const titleIdTechnique = 'Title, id, technique, tag or playbook'
export const everyMode = 'Every mode'
export const state = 'State'
export const everyState = 'Every state'
export const thereAre = (count: number) => `There are ${countText(count)}; none of them is what was asked for.`
export const noTriggerMatches = 'No trigger matches'
export const showAll = 'Show all'
export const shownOf = (shown: number) => `${countText(shown)} shown of `
export const onInShadowOff = (among: number, among2: number, among3: number) =>
  `${among} on, ${among2} in shadow, ${among3} off`
export const triggersOfAll = (all: number) => plural(all, 'trigger')
export const lostOfLost = (lost: number) => (lost === 0 ? '' : ` · ${lost} lost automation`)
