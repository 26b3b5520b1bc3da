import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'

export const product = 'Sluicegate'
export const skip = 'Skip'
export const skipToContent = 'Skip to the content'
export const skipToGrid = 'Skip to the list'
export const skipToDrawer = 'Skip to the panel'
export const rail = 'Screens'
export const waiting = (count: number) => `${countText(count)} waiting`
export const screens = {
  queue: 'Queue',
  approvals: 'Approvals',
  identities: 'Identities',
  triggers: 'Triggers',
  whatif: 'What-if',
  record: 'Record',
  sources: 'Sources',
  suppressions: 'Suppressions',
  cases: 'Cases',
} as const
export const keys = 'Keys'
export const userMenu = 'settings and sign-out'
export const newNotices = (count: number) => (count === 1 ? '1 new notice' : `${count} new notices`)
export const stopAll = 'Stop all'
export const stopDescription =
  'At once: no step of any plan is sent, approved or not, and nothing runs by itself. What was sent already is read back as ever. Two other people have to let it go on.'
export const offline = {
  title: 'The gateway does not answer.',
  detail: 'Reading and filtering work on what is loaded. Approving and containing wait for the connection.',
} as const
export const refused = {
  title: 'The gateway lets you read nothing.',
  detail: 'It answers, so this is no lost connection: each screen says which rule refuses.',
} as const
export const announceOffline = 'Connection lost. Approving and containing wait.'
export const announceLive = 'Connected again.'
export const sample = 'Sample'
export const sampleHint = 'This estate is a sample. Nothing in it is real; it can be removed under Sources.'
export const loading = 'Loading Sluicegate'
export const notFound = {
  title: 'There is no such page',
  detail: 'The address names no screen of this console. Nothing was changed.',
  back: 'Go to the queue',
} as const

export const offlineSince = (title: string, since: ReactNode, since2: ReactNode) => (
  <>
    {title} You see the state of {since}, {since2}.
  </>
)

export const anywhere = 'Anywhere'
export const palette = 'Palette'
export const thisMap = 'This map'
export const searchThisList = 'Search this list'
export const nextRegion = 'Next region'
export const regionBefore = 'Region before'
export const putNoticeAway = 'Put a notice away'

export const now = (now: string) => `now ${now}`

export const signIn = 'Sign in'
export const queue = 'Queue'
export const alert = 'Alert'
export const approvals = 'Approvals'
export const plan = 'Plan'
export const identities = 'Identities'
export const identity = 'Identity'
export const triggers = 'Triggers'
export const newTrigger = 'New trigger'
export const trigger = 'Trigger'
export const whatIf = 'What-if'
export const record = 'Record'
export const sources = 'Sources'
export const yourPasskeys = 'Your passkeys'
export const notices = 'Notices'
export const cases = 'Cases'
export const caseTitle = 'Case'
export const suppressions = 'Suppressions'
export const api = 'API'
