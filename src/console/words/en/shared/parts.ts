export const notNow = 'Not now'

export const owner = {
  soc: 'the SOC',
  iam: 'IAM',
  platform: 'the platform team',
  application: 'the application’s team',
}
export const saveThisFirst = 'Save this first'
export const whoDoesWhat = (triage: string, contain: string, recover: string) =>
  `${triage} looks, ${contain} contains, ${recover} brings it back`
export const noEvidenceNamed = 'The trigger names no evidence that an action would destroy.'
export const evidenceToSave = 'Evidence to save first'
export const publishedLists = 'Published lists'

export const notSigned = 'Nothing was signed'
export const thisPageMetAFault = 'This page met a fault of its own'
export const nothingWasChanged =
  'Nothing was changed by it. Load the page again; if it returns, pass on the line below.'

export const thisWaits = 'This waits for the connection to the gateway.'
export const nobodyIsSigned = 'Nobody is signed in.'
export const signInAgain = 'Sign in again: what you may do is not known.'
export const titleAndDetail = (title: string, detail: string) => `${title}. ${detail}`
export const becauseOfRule = (because: string, rule: string) => `${because} Rule ${rule}.`
