import { ACTION_IDS } from '../action/action.ts'
import { actionOf } from '../action/catalogue.ts'
import type { Identity } from '../identity/identity.ts'
import { ENVIRONMENTS, PRIVILEGES } from '../identity/identity-words.ts'
import { printable } from '../json/read-json.ts'
import type { DecisionInput } from './decide.ts'
import type { OneChange } from './what-would-change.ts'

const CRITICALITIES = [1, 2, 3, 4, 5] as const
const SOMEBODY = 'somebody'

/** Each fact of the case as it might be, one at a time, of each the nearest value first. */
export function changesOfFacts(input: DecisionInput): readonly OneChange[] {
  return [...ofSignal(input), ...ofIdentity(input), ...ofMeans(input)]
}

function ofSignal(input: DecisionInput): OneChange[] {
  const { signal } = input
  const change = (subject: string, condition: string, more: Partial<DecisionInput>): OneChange => ({
    subject,
    condition,
    input: { ...input, ...more },
  })
  const found: OneChange[] = []
  const { confidence } = signal
  if (confidence !== null) {
    const others = Array.from({ length: 101 }, (_, value) => value).filter((value) => value !== confidence)
    for (const value of others.sort((a, b) => Math.abs(a - confidence) - Math.abs(b - confidence))) {
      const condition = `the source were ${value} sure instead of ${confidence}`
      found.push(change(`confidence ${value > confidence}`, condition, { signal: { ...signal, confidence: value } }))
    }
  }
  if (input.ambiguity !== null || signal.timeFlags.length > 0) {
    const clear = { ambiguity: null, signal: { ...signal, timeFlags: [] } }
    found.push(change('ambiguity', 'the record were unambiguous', clear))
  }
  for (const { triggerId } of input.corroborating) {
    const rest = input.corroborating.filter((one) => one.triggerId !== triggerId)
    const condition = `trigger ${printable(triggerId)} had not fired, too`
    found.push(change(`without ${triggerId}`, condition, { corroborating: rest }))
  }
  if (signal.isSample) {
    found.push(change('sample', 'the source had not marked it as a test', { signal: { ...signal, isSample: false } }))
  }
  return found
}

function ofIdentity(input: DecisionInput): OneChange[] {
  const { identity, now, dependencies } = input
  if (identity === null) return []
  const change = (subject: string, condition: string, facts: Partial<Identity>): OneChange => ({
    subject,
    condition,
    input: { ...input, identity: { ...identity, ...facts } },
  })
  const { criticality, environment, privilege } = identity
  const found: OneChange[] = []
  if (!identity.claimed) found.push(change('claimed', 'somebody had confirmed what it is', { claimed: true }))
  if (identity.technicalOwner === null && identity.businessOwner === null) {
    found.push(change('owner', 'an owner were known', { technicalOwner: SOMEBODY }))
  }
  if (!identity.consumersKnown) {
    found.push(change('mapped', 'its consumers were known to be all', { consumersKnown: true }))
  }
  if (identity.validatedAt !== now) {
    found.push(change('validated', 'its state were checked now', { validatedAt: now }))
  }
  const near = CRITICALITIES.filter((one) => one !== criticality).sort(
    (a, b) => Math.abs(a - (criticality ?? 4)) - Math.abs(b - (criticality ?? 4)),
  )
  for (const value of near) {
    const condition = `its criticality were ${value} instead of ${criticality ?? 'unknown'}`
    found.push(change('criticality', condition, { criticality: value }))
  }
  for (const value of ENVIRONMENTS.filter((one) => one !== environment)) {
    found.push(
      change('environment', `it worked in ${value} instead of ${environment ?? 'an unknown environment'}`, {
        environment: value,
      }),
    )
  }
  const place = privilege === null ? PRIVILEGES.length : PRIVILEGES.indexOf(privilege)
  for (const value of PRIVILEGES.filter((one) => one !== privilege).sort(
    (a, b) => Math.abs(PRIVILEGES.indexOf(a) - place) - Math.abs(PRIVILEGES.indexOf(b) - place),
  )) {
    found.push(
      change('privilege', `its privilege were ${value} instead of ${privilege ?? 'unknown'}`, { privilege: value }),
    )
  }
  if (identity.tenancy !== null && identity.tenancy !== 'dedicated') {
    const condition =
      identity.tenancy === 'third-party' ? 'we ran it ourselves' : 'each workload had an identity of its own'
    found.push(change('tenancy', condition, { tenancy: 'dedicated' }))
  }
  if (identity.trustDomain === null) {
    found.push(change('domain', 'it were known to which trust domain it belongs', { trustDomain: SOMEBODY }))
  }
  const direct = dependencies.filter(({ from }) => from === identity.id)
  for (const { consumer } of direct.length > 1 ? direct : []) {
    const rest = dependencies.filter((edge) => edge.from !== identity.id || edge.consumer.id !== consumer.id)
    const condition = `${printable(consumer.name)} used an identity of its own`
    found.push({ subject: `split ${consumer.id}`, condition, input: { ...input, dependencies: rest } })
  }
  return found
}

/** What we have to act with: exercises, budgets, connectors. */
function ofMeans(input: DecisionInput): OneChange[] {
  const { automation, playbook, now } = input
  const change = (subject: string, condition: string, more: Partial<DecisionInput>): OneChange => ({
    subject,
    condition,
    input: { ...input, ...more },
  })
  const found: OneChange[] = []
  if (input.exercisedAt !== now) {
    found.push(change('exercise', `playbook ${printable(playbook.title)} were exercised now`, { exercisedAt: now }))
  }
  if (automation.stepsThisTriggerHour > 0) {
    const unused = { ...automation, stepsThisTriggerHour: 0 }
    found.push(change('steps', 'its trigger had taken no automatic step in this hour', { automation: unused }))
  }
  if (automation.ownerSharePercent > 0) {
    const unused = { ...automation, ownerSharePercent: 0 }
    const condition = 'none of the owner’s identities stood under an automatic step'
    found.push(change('share', condition, { automation: unused }))
  }
  if (automation.forbidden !== null) {
    const condition = `this did not hold: ${printable(automation.forbidden.because)}`
    found.push(change('forbidden', condition, { automation: { ...automation, forbidden: null } }))
  }
  for (const action of ACTION_IDS) {
    if (!playbook.actions.includes(action) || input.feasible(action) === true) continue
    const condition = `a connector could carry out “${actionOf(action).title}” on it`
    const feasible = (id: typeof action) => (id === action ? true : input.feasible(id))
    found.push(change(`connector ${action}`, condition, { feasible }))
  }
  return found
}
