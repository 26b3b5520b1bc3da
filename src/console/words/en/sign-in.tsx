import type { ReactNode } from 'react'

export const may = {
  analyst: 'triages and proposes',
  approver: 'approves',
  manager: 'manages people and sources',
  auditor: 'reads everything, changes nothing',
  'trigger-engineer': 'tunes triggers',
  integrator: 'connects sources',
  'break-glass': 'may act without the gate',
}

export const signInToSluicegate = 'Sign in to Sluicegate'
export const whatThisIs =
  'Alerts on non-human identities, answered with the smallest safe action, approved, verified and on the record.'
export const signingIn = 'Signing in'
export const samplePeople = 'Sample people'
export const sampleIsComing = 'The sample estate is being loaded. Its people come here when it is there.'
export const beASamplePerson = 'Be one of the sample people'
export const onlyOnThisMachine = 'only on this machine, while the sample estate is loaded'
export const signInLink = 'Sign-in link'
export const withYourLink = 'With your link'
export const orWithYourOwnLink = 'Or with your own link'
export const whereLinksComeFrom =
  'The server prints one at start; a manager makes one for each new person. It works once, within an hour.'
export const noTokenInIt = 'This holds no sign-in token. It begins with sgl_ after the # sign.'
export const signIn = 'Sign in'
export const youComeBack = (whereTo: ReactNode) => <>You come back to {whereTo}.</>
