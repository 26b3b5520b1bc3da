import type { ReactNode } from 'react'
import { countText } from '../../ui/number-text.ts'
import { plural } from './plural.ts'

export const previewOf = (alert: string) => `Preview of ${alert}`
export const signalsSince = (count: number, firstSeenAt: ReactNode) => (
  <>
    {plural(count, 'signal')} since {firstSeenAt}
  </>
)
export const closed = (disposition: string) => `Closed: ${disposition}`
export const loadingTheAlert = 'Loading the alert'
export const whyItFired = 'Why it fired'
export const triggerVersion = (id: string, version: number) => `${id} v${version}`
export const rightInOfJudged = (truePositives: number, judged: number) =>
  `Right in ${countText(truePositives)} of ${countText(judged)} judged.`
export const whoseItIs = 'Whose it is, what it reaches'
export const namesNoIdentity = 'The record names no identity.'
export const whatBreaks = 'What breaks'
export const mapExplainsOfUse = (consumersExplain: number) => `map explains ${consumersExplain} % of use`
export const noActionIsProposed = 'No action is proposed, so nothing breaks.'
export const whyThisTier = 'Why this tier'
export const policyVersion = (policyVersion: number) => `policy v${policyVersion}`
export const whatHappened = 'What happened'
export const records = (recordTotal: number) => plural(recordTotal, 'record')
export const seenBefore = 'Seen before'
export const alerts = (similar: number) => plural(similar, 'alert')
export const nothingLike = 'Nothing like it is in the store.'
export const alertSaysWhy = 'The alert says what would unblock it.'
export const planIsUnderWay = (number: number) => `P-${number} is under way for this alert. Open it first.`
export const smallestSafeAction = 'Smallest safe action'
export const noActionIsNeeded = 'No action is needed'
export const noActionIsPossible = 'No action is possible yet'
export const howManySuffice = (feasible: number) => `of ${feasible} that suffice`
export const theEvidenceAsks = 'The evidence asks to observe or investigate, not to contain.'
export const nothingOnThePlaybook = 'Nothing on the playbook can be done here.'
export const survives = (value: string, survives: string) => `${value}Survives: ${survives}`
export const undo = (value: string) => `Undo${value}. `
export const cannotBeUndone = 'Cannot be undone. '
export const nothingThatIsKnown = 'nothing that is known.'
export const proposeToApprovers = 'Propose to approvers'
export const open = 'Open'
