import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const credentials = 'Credentials'
export const noRotationPolicy = 'no rotation policy known'
export const toBeReplacedEvery = (rotationDays: number) => `to be replaced every ${rotationDays} days`
export const noCredential = 'It holds no lasting credential.'
export const age = 'age'
export const expires = 'expires'
export const never = 'never'
export const used = 'used'

export const exportIt = 'Export'
export const importIt = 'Import'
export const importIdentities = 'Import identities'
export const whatImportDoes =
  'An identity that stands here already is updated; an unclaimed one that carries the same name becomes claimed.'
export const close = 'Close'
export const dropAFileHere = 'Drop a file here, or choose it'
export const whichFiles = (part: ReactNode) => (
  <>.json, .ndjson or .csv. The {part} of a CSV file are described by the API.</>
)
export const columns = 'columns'
export const readingTheFile = 'Reading the file'
export const wrongKindOfFile = (wrongFile: ReactNode) => <>{wrongFile} ends like none of .json, .ndjson, .csv.</>
export const notRead = 'Not read.'
export const created = 'Created'
export const updated = 'Updated'
export const unchanged = 'Unchanged'
export const refused = 'Refused'
export const lineNumber = (line: number) => `line ${countText(line)}`

export const alerts = 'Alerts'
export const alertCount = (alerts: number) => plural(alerts, 'alert')
export const noAlert = 'No alert names it.'
export const plans = 'Plans'
export const planCount = (plans: number) => plural(plans, 'plan')

export const loadingTheIdentity = 'Loading the identity'
export const youSeeTheState = (dataUpdatedAt: ReactNode) => <>You see the state of {dataUpdatedAt}.</>
export const identities = 'Identities'
export const sample = 'sample'
export const unclaimedDetail =
  'Only alerts know of it. Import what it is and who owns it; until then nothing can run against it.'
export const nobodyHasClaimed = 'Nobody has claimed this identity.'
export const compareWith = (id: ReactNode) => <>The id tells them apart: this is {id}. Compare</>
export const itLooksLikeAnother = 'It looks like another one.'
export const facts = 'Facts'
export const whatIsKnown = 'What is known'
export const sourceAndAge = 'source and age'
export const otherNames = 'Other names'
export const foundByAnyOfThem = 'alerts find it by any of them'
export const grants = 'Grants'
export const agent = 'Agent'
export const mayUse = 'May use'
export const hasWork = 'Has work'
export const atAnyTime = 'at any time'

export const whoUses = 'Who uses it'
export const whatBreaks = (title: string) => `What breaks: ${title}`
export const whatBreaksIf = 'What breaks if'
export const theSameNumbers = 'the same numbers as in a plan'
export const action = 'Action'
export const sameAsMap = 'Same as map'
export const sameAsList = 'Same as list'

export const name = 'Name'
export const unclaimed = 'unclaimed'
export const kind = 'Kind'
export const owner = 'Owner'
export const noOwner = 'no owner'
export const runBy = 'Run by'
export const env = 'Env'
export const criticality = 'Criticality'
export const privilege = 'Privilege'
export const usedBy = 'Used by'
export const none = 'none'
export const openAlerts = 'Open alerts'
export const lastUsed = 'Last used'
export const openAlertCount = (openAlerts: number) => plural(openAlerts, 'alert')
export const noOwnerKnown = 'no owner known'
export const howManyOpen = (openAlerts: number) =>
  openAlerts === 0 ? 'no open alerts' : plural(openAlerts, 'open alert')

export const someStop = (stops: number) => `${stops} ${stops === 1 ? 'stops' : 'stop'}`
export const disruptionOf = (score: number, level: string) => `disruption ${score}, ${level}`
export const comesBackAlone = (comesBack: number) => `${comesBack} ${comesBack === 1 ? 'comes' : 'come'} back alone`
export const shareUnknown = 'share of use explained: unknown'
export const theMapExplains = (explain: number) => `the map explains ${explain} % of use`
export const notMapped = 'nobody has mapped who uses it: more may stop'
export const daysAndOver = (days: number, over: number) => `${plural(days, 'day')}, ${over} over`
export const dayCount = (days: number) => plural(days, 'day')
export const sun = 'Sun'
export const mon = 'Mon'
export const tue = 'Tue'
export const wed = 'Wed'
export const thu = 'Thu'
export const fri = 'Fri'
export const sat = 'Sat'
export const everyDay = 'every day'

export const searchIdentities = 'Search identities'
export const nameOwnerOrOne = 'Name, owner or one of its other names'
export const everyKind = 'Every kind'
export const claimed = 'Claimed'
export const claimedOr = 'Claimed or not'
export const unclaimedTitle = 'Unclaimed'
export const loadingIdentities = 'Loading identities'
export const importAnInventory = 'Import an inventory, or send alerts: whoever they name appears here as unclaimed.'
export const noIdentityIsKnown = 'No identity is known yet'
export const noIdentityMatches = 'No identity matches'
export const showAll = 'Show all'
export const loadingMoreIdentities = 'Loading more identities'
export const andMore = ' and more'
export const identity = (rows: number) => (rows === 1 ? 'identity' : 'identities')
