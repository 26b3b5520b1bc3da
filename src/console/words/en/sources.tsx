import type { ReactNode } from 'react'
import type { Role } from '../../../domain/people/person.ts'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

/** In the order in which a form offers them. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  analyst: { name: 'Analyst', may: 'triages alerts, proposes actions' },
  approver: { name: 'Approver', may: 'votes on plans and reviews changes that somebody else asked for' },
  manager: { name: 'Manager', may: 'adds people and sources, cancels plans, reviews changes' },
  auditor: { name: 'Auditor', may: 'reads everything, changes nothing' },
  'trigger-engineer': { name: 'Trigger engineer', may: 'changes triggers and policy with somebody else’s review' },
  integrator: { name: 'Integrator', may: 'connects sources, imports identities' },
  'break-glass': { name: 'Break-glass', may: 'named for emergencies; reads until then' },
}

export const maySign = (person: string) => `${person} may sign in`
export const iHavePassed = 'I have passed it on'
export const signInLink = 'Sign-in link'
export const itWorksOnceWithin = 'It works once, within an hour. Whoever opens it first is that person.'
export const addAPerson = 'Add a person'
export const addPerson = 'Add person'
export const notAdded = 'Not added'
export const name = 'Name'
export const nameNeeded = 'The record needs a name.'
export const team = 'Team'
export const teamHint = 'As owners are written in the inventory: a second approval may have to come from that team.'
export const nameTheTeam = 'Name the team.'
export const roles = 'Roles'
export const chooseAtLeastOne = 'Choose at least one.'

export const maySend = (source: string) => `${source} may send`
export const iHaveKeptTheToken = 'I have kept the token'
export const token = 'Token'
export const tryItWithAFile = 'Try it with a file:'
export const addASource = 'Add a source'
export const addSource = 'Add source'
export const standsBesideEvery = 'Stands beside every alert it sends, e.g. GuardDuty eu-west-1.'
export const giveItAName = 'Give it a name that a colleague would recognise.'
export const format = 'Format'
export const anyFormat = 'any that is recognised'
export const formatHint = 'A source that is bound to one format cannot send another with its token.'

export const domainsChanged = (after: string) => `${after}: changed, and in the record.`
export const whatApproves = (person: string) => `What ${person} approves for`
export const change = 'Change'
export const notChanged = 'Not changed'
export const whyDomains =
  'A gate may keep a seat for one of these. What is taken away frees the seats of plans that have not run.'
export const why = 'Why'
export const theRecordNeeds = 'The record needs a reason.'

export const exercisesOnly = 'exercises only'
export const switchedOff = 'switched off'
export const switchOff = 'Switch off'
export const switchOn = 'Switch on'
export const health = 'Health'
export const kind = 'Kind'
export const standIn = 'Stand-in'
export const closedAndOpened = 'closed and opened in exercises; no plan goes here'
export const notSet = 'not set'
export const setSince = (setAt: ReactNode) => <>set {setAt}</>
export const sealedNeverReadable = 'sealed, never readable again'
export const canDo = 'Can do'
export const needs = 'Needs'
export const leastPrivilege = 'least privilege'
export const triedAgainst = 'Tried against'
export const notYetTriedAgainst = 'Not yet tried against the live service.'
export const getsAtMost = 'Gets at most'
export const stepsAtATime = (concurrent: number, perMinute: number) =>
  `${concurrent} steps at a time, ${perMinute} a minute`
export const changed = 'Changed'
export const changedBy = (changedAt: ReactNode, changedBy: ReactNode) => (
  <>
    {changedAt} by {changedBy}
  </>
)
export const isSwitchedOff = 'Switched off'
export const nothingIsSent = 'Nothing is sent to it and nobody asks it.'
export const answers = 'Answers'
export const doesNotAnswer = 'Does not answer'
export const checked = (checkedAt: ReactNode) => <>checked {checkedAt}</>

export const askingTheConnectors = 'Asking the connectors how they are'
export const targets = 'Targets that can be acted on'
export const connectATarget = 'Connect a target'
export const noConnectorDetail =
  'Alerts are classified and decided, but every gate is blocked until something can carry an action out.'
export const noConnectorIsConfigured = 'No connector is configured'
export const whereAStepGoes =
  'A step goes to the first connector that knows the identity’s account and accepts the step in a dry run. What it will send is shown and approved before anything is sent.'

export const loadingDeadLetters = 'Loading dead letters'
export const nothingWasRefused =
  'Nothing was refused. A record that cannot be read is kept here whole, with the reason.'
export const everyRecord = 'Every record was read'
export const records = (waiting: number) => plural(waiting, 'record')
export const allThatAreHere = 'All that are here'
export const readAgain = (count: string) => `Read again ${count}`
export const chooseRecordsFirst = 'Choose records first.'
export const notReadAgain = (title: string) => `Not read again. ${title}.`
export const recordsAccepted = (accepted: number) => `${plural(accepted, 'record')} accepted.`
export const alertsOpened = (alertsOpened: number) => `${plural(alertsOpened, 'alert')} opened.`
export const recordsStillCannot = (refused: number) =>
  `${plural(refused, 'record')} still cannot be read; the reason may be another now.`
export const olderOnes = 'Older ones'
export const readAgainAt = (replayedAt: ReactNode) => <>read again {replayedAt}</>
export const recordAt = (position: number) => `record ${countText(position)}`
export const record = 'record'

export const approvesFor = 'Approves for'

export const wasRefused = (file: string) => `${file} was refused.`
export const recogniseByContent = 'recognise by content'
export const areReadHere = (formats: number) => `${plural(formats, 'format')} are read here.`
export const dropAlertFiles = 'Drop alert files here, or choose them'
export const whichFiles =
  'One object, an array, lines of JSON, {“Records”: […]}, plain or gzip. The same file twice changes nothing.'
export const bytesOf = (bytes: string, bytes2: string) => `${bytes} of ${bytes2}`
export const sentReading = (bytes: string) => `${bytes} sent, reading`
export const fileRefused = (name: ReactNode, title: string) => (
  <>
    {name} was refused: {title}.
  </>
)
export const filesOfThisVisit = 'Files of this visit'
export const file = 'File'
export const recordsHead = 'Records'
export const accepted = 'Accepted'
export const duplicates = 'Duplicates'
export const conflicts = 'Conflicts'
export const refused = 'Refused'
export const openedHead = 'Alerts opened'
export const updated = 'Updated'
export const newIdentities = 'New identities'
export const none = 'none'
export const fileRead = (name: string, records: number, accepted: number, refused: number, alertsOpened: number) =>
  `${name}: ${plural(records, 'record')}, ${accepted} accepted, ${refused} refused, ${plural(alertsOpened, 'alert')} opened.`

export const itIsNeeded = 'It is needed.'
export const changeTheConnector = 'Change the connector'
export const connect = 'Connect'
export const save = 'Save'
export const notSaved = 'Not saved'
export const usedFor = 'Used for'
export const plansApprovedSteps = 'Plans: approved steps are sent there'
export const exercisesOnlyAStaging = 'Exercises only: a staging system'
export const standsBesideEveryStep = 'Stands beside every step that goes there, e.g. Corporate IdP.'
export const mayStayEmpty = (label: string) => `${label} (may stay empty)`
export const leaveItEmpty = (hint: string) => `${hint}. Leave it empty to keep the one that is set.`
export const itNeedsAtTheTarget = 'It needs at the target, and no more:'
export const notYetTried =
  'Not yet tried against the live service: it was written to its published documents and recorded answers.'

export const mySource = 'My source'
export const vendor = 'Vendor'
export const product = 'Product'
export const finding = 'finding'
export const thisIsNotJson = 'This is not JSON.'
export const addAMapping = 'Add a mapping'
export const mapping = 'Mapping'
export const whatAMappingIs =
  'Each value is a JSON Pointer into a record, several of which the first that finds something counts, or a constant. It holds no expressions.'
export const notNow = 'Not now'
export const saveMapping = 'Save mapping'
export const document = 'Document'
export const documentHint = 'JSON. Try it without saving: npm run -s cli -- normalize --mapping FILE records.json'

export const passkeys = 'Passkeys'
export const everAdded = (count: number) => `${count} ever added`
export const loadingKeys = 'Loading keys'
export const nobodyHasAdded = 'Nobody has added a passkey. Each person adds their own, under Your passkeys.'

export const loadingMappings = 'Loading mappings'
export const mappings = 'Mappings'
export const addMapping = 'Add mapping'
export const noMappingYet =
  'None yet. A mapping reads a source that has no format here: JSON Pointers say where its id, time, severity and identities stand. Its name is a format from then on, and what waits among the dead letters can be replayed.'
export const title = 'Title'
export const edit = 'Edit'
export const read = 'Read'
export const remove = 'Remove'

export const loadingPeople = 'Loading people'
export const people = 'People'
export const you = 'you'
export const sample = 'sample'
export const noDomain = 'no domain'
export const changeWhatApproves = (person: string) => `Change what ${person} approves for`

export const bringingInCacao = (refusal: string) => `Bringing in CACAO playbooks: ${refusal}`
export const dropPlaybooks = 'Drop CACAO 2.0 playbooks here, or choose them'
export const whatBecomesOfThem =
  'Each becomes a course of actions of the catalogue, which anyone who proposes can choose. Its commands are never run; a step that is none of ours is refused by name.'
export const reading = 'Reading'
export const notBrought = (title: string) => `Not brought in. ${title}.`
export const broughtIn = (count: number, data: string) => `${plural(count, 'course')} brought in: ${data}.`
export const notExported = (title: string) => `Not exported. ${title}.`
export const cacao = 'CACAO'
export const cacaoOf = (title: string) => `CACAO of ${title}`

export const revokeThisSource = 'Revoke this source?'
export const keepIt = 'Keep it'
export const revokeItsToken = 'Revoke its token'
export const notRevoked = (title: string) => `Not revoked. ${title}.`
export const fromNowOnNothing = (source: ReactNode) => (
  <>
    From now on nothing that {source} sends is accepted. What it sent stays, and its token cannot be brought back: to
    let it send again, add a source.
  </>
)

export const sampleDetail =
  'Its people, identities and alerts are invented around published attacks. What is marked “sample” is not yours.'
export const theSampleEstate = 'The sample estate is loaded.'
export const removeIt = 'Remove it'
export const removeTheSample = 'Remove the sample estate?'
export const removeEverythingSample = 'Remove everything sample'
export const notRemoved = (title: string) => `Not removed. ${title}.`
export const whatRemovingDoes =
  'Sample people can no longer sign in; if you are one of them, you are signed out. Sample identities, alerts, plans and the simulated accounts are deleted and cannot be brought back. The record keeps every entry. What came in through your own sources stays.'

export const shownNowAndNever = 'Shown now and never again: only its digest is stored.'
export const copy = 'Copy'

export const sources = 'Sources'
export const deadLetters = 'Dead letters'
export const connectors = 'Connectors'
export const exercises = 'Exercises'
export const api = 'API'
export const kindsOfSource = 'Kinds of source'

export const bringAlerts = 'Bring alerts in'
export const jsonNdjsonOrGzip = 'JSON, NDJSON or gzip, one file or many'
export const sourcesThatSend = 'Sources that send'
export const loadingSources = 'Loading sources'
export const howToAddASource = (part: ReactNode) => <>Add a source: it gets a token of its own and posts to {part}</>
export const apiIngest = '/api/ingest/…'
export const nothingSendsAlerts = 'Nothing sends alerts here yet'
export const lastReceived = 'Last received'
export const received = 'Received'
export const added = 'Added'
export const revoked = 'revoked'
export const revoke = 'Revoke'
export const neverNothing = 'never, nothing has arrived yet'
export const silentSinceThen = ', silent since then'

export const account = 'Account that stands in'
export const asTheTargetCalls =
  'As the target calls it. Exercises really close it and open it again, so nobody may need it.'
export const itsCredentialsMay = 'Its credentials (may stay empty)'
export const idsOneALine = 'Ids, one a line, for actions on a credential'
export const itsToolsMayStay = 'Its tools (may stay empty)'
export const namesOneALine = 'Names, one a line, for actions on a tool'

export const switchOnTitle = 'Switch this connector on?'
export const switchThisConnector = 'Switch this connector off?'
export const switchItOn = 'Switch it on'
export const switchItOff = 'Switch it off'
export const notSwitched = (title: string) => `Not switched. ${title}.`
export const exercisesSwitched = {
  on: 'From now on playbooks may be exercised on it again.',
  off: 'Nothing is exercised on it any more. What is due is exercised on the twin; evidence that it gave counts to its end.',
}
export const plansSwitched = (isOn: boolean, connector: ReactNode) =>
  isOn ? (
    <>
      From now on steps may be sent to {connector}. Plans that were proposed for another connector stay with that one.
    </>
  ) : (
    <>
      From now on nothing is sent to {connector}. Plans that are bound to it pause before their next step and say why.
      Its secrets stay sealed.
    </>
  )

export const actions = 'Actions'

export const idVersion = (id: string, version: number) => `${id} v${version}`
export const exerciseNow = 'Exercise now'
export const whatDid = (title: string) => `What ${title} did`
export const nothingOfThisVersion = 'Nothing of this version runs without a vote.'
export const neverExercised = 'Never exercised'
export const noEvidence = 'No evidence'
export const exercised = (
  exercisedAt: ReactNode,
  onWhat: ReactNode,
  hostileText: ReactNode,
  isFresh: boolean,
  countsUntil: ReactNode,
) => (
  <>
    exercised {exercisedAt} {onWhat}
    {hostileText}. {isFresh ? 'It counts until' : 'Nothing of it runs without a vote since'} {countsUntil}.
  </>
)
export const askedFor = (by: string) => `, asked for by ${by}`
export const inventedExercise = ' in the invented past of the sample: nothing was carried out here'
export const counts = 'Counts'
export const countsForSample = 'Counts for the sample only'
export const noLongerCounts = 'No longer counts'
export const askedForTitle = 'Asked for'
export const beingExercised = 'Being exercised'
export const forIt = (onWhat: string, by: string) => `${onWhat} for ${by}`
export const passed = 'Passed'
export const failed = 'Failed'
export const brokenOff = 'Broken off'
export const askedForOfOnWhat = (onWhat: string, by: string) => `${onWhat}, asked for by ${by}.`

export const undo = {
  restored: 'restored',
  'not-restored': 'not restored',
  'for-good': 'none: it is for good',
  'nothing-to-undo': 'nothing to undo',
}
export const underWay = { waiting: 'not tried yet', doing: 'being done', undoing: 'being taken back' }
export const action = 'Action'
export const triedOn = 'Tried on'
export const readBack = 'Read back'
export const broke = 'Broke'
export const undoTitle = 'Undo'
export const backAfter = 'Back after'
export const staysDown = 'Stays down'
export const onTarget = (target: string) => `on ${target}`
export const nobody = 'nobody'
export const theTwin = 'the twin'
export const backAfterSecondsText = (backAfterSeconds: number) => `${backAfterSeconds} s`
export const itClosesNothing = 'it closes nothing'

export const loadingExercises = 'Loading exercises'
export const anExerciseCarries =
  'An exercise carries every action of a playbook out on the built-in twin, or on a target that is connected for exercises only, reads it back and takes it back; what cannot be taken back there is tried on the twin. Steps run without a vote only while the exercise of that very version counts; it is repeated by itself in time once somebody has begun.'
export const exerciseOn = 'Exercise on'
export const builtInTwin = 'Built-in twin'
export const notExercised = (title: string) => `Not exercised. ${title}.`

export const notExercisedBut = (onWhat: string, instead: string) =>
  `Not exercised ${onWhat} but on the twin: ${instead}.`
export const notExercisedOfTitles = (titles: string, on: string) =>
  `Not exercised at all, since this version does not ask for it: ${titles}, which ${on} can do.`
export const waitsForItsTurn = 'Waits for its turn'
export const ofActionsTried = (done: number, steps: number) => `${done} of ${steps} actions tried`
