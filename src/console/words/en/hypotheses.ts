import { plural } from './plural.ts'

export const selection = {
  'no-owner': 'without an owner',
  'not-mapped': 'without mapped consumers',
  'no-criticality': 'of unknown criticality',
  'no-environment': 'of unknown environment',
  shared: 'that several use',
  chosen: 'with this name',
}
export const supposition = {
  owner: 'had an owner',
  mapped: 'had their consumers mapped',
  criticality: 'had this criticality',
  environment: 'were of this environment',
  split: 'were split, one consumer each',
}
export const noIdentity = 'No identity of the history is meant.'
export const aDraftHoldsAtMost = (mostIdentities: number) =>
  `A draft holds at most ${mostIdentities} suppositions. Narrow them by a name.`
export const ifIt = 'If…'
export const factsAsTheyMight = 'facts as they might be'
export const identitys = (chosen: number) => plural(chosen, 'identity', 'identities')
export const whichIdentities = 'Which identities'
export const whatIsSupposed = 'What is supposed'
export const onlyWithThis = 'Only with this in the name'
export const owner = 'Owner'
export const criticality = 'Criticality'
export const environment = 'Environment'
export const staysWith = 'Stays with it'
export const eachKeepsItsMost = 'Each keeps its most critical consumer.'
export const supposeIt = (chosen: number) => `Suppose it of ${plural(chosen, 'identity', 'identities')}`
export const supposed = 'Supposed'
export const identitysOfIds = (ids: number) => plural(ids, 'identity', 'identities')
export const noLongerSuppose = (length: string) => `No longer suppose ${length}`
export const playbooksExercisedJust = 'If these playbooks had been exercised just now'

export const notSupposed = 'not supposed'
export const exercised = 'Exercised'
export const asItWas = 'as it was'
export const asInForce = 'as in force'
export const automaticFrom = (threshold: number) => `automatic from ${threshold}`
export const neverAutomatic = 'never automatic'
export const triggers = 'Triggers'
export const justNow = 'just now'

export const supposedOwner = 'Supposed owner'
export const consumersMapped = 'consumers mapped'
export const splitOneConsumer = (consumers: number) =>
  `split: ${consumers === 1 ? 'one consumer' : `${consumers} consumers`} each`
export const identities = (count: number) => plural(count, 'identity', 'identities')
export const triggerAs = (mode: string, confidence: number, automation: string) =>
  `${mode}, confidence ${confidence}, ${automation}`
export const ownerIs = (owner: string) => `owner ${owner}`
export const criticalityIs = (criticality: number) => `criticality ${criticality}`
export const environmentIs = (environment: string) => `environment ${environment}`
export const privilegeIs = (privilege: string) => `privilege ${privilege}`
export const tenancyIs = (tenancy: string) => `tenancy ${tenancy}`
export const otherwise = 'otherwise'
