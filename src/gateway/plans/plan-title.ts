import type { ActionId } from '../../domain/action/action.ts'
import type { PlanStep, StepTarget } from '../../domain/plan/plan.ts'
import { waitsFor } from '../../domain/plan/step-order.ts'

interface Words {
  readonly name: string
  readonly keys: string
  readonly secrets: string
  readonly tools: string
  readonly consumers: string
}

type Titled = Pick<PlanStep, 'ordinal' | 'after' | 'action' | 'target'>

/**
 * The plain consequence of a plan, e.g. "Deactivates key AKIA… of report-runner"; of several actions, in their order: "then" where one
 * waits for another, "and" where they run beside each other.
 */
export function planTitle(steps: readonly Titled[], identityName: string): string {
  const groups = [...Map.groupBy(steps, ({ action }) => action)]
  if (groups.length === 0) throw new RangeError('a plan has at least one step')
  const actionAt = new Map(steps.map(({ ordinal, action }) => [ordinal, action]))
  return groups
    .map(([action, ofAction], i) => {
      const title = titleOf(action, ofAction, identityName)
      if (i === 0) return title
      const waits = ofAction.some((step) => waitsFor(step, steps).some((before) => actionAt.get(before) !== action))
      return `${waits ? ', then ' : ', and '}${title.charAt(0).toLowerCase()}${title.slice(1)}`
    })
    .join('')
}

function titleOf(action: ActionId, steps: readonly Titled[], identityName: string): string {
  const all = (pick: (target: StepTarget) => readonly string[]) => [
    ...new Set(steps.flatMap((step) => pick(step.target))),
  ]
  const target = { credentialIds: all((one) => one.credentialIds), tools: all((one) => one.tools) }
  const consumers = steps.flatMap(({ target: { consumer } }) => consumer?.name ?? [])
  return TITLES[action]({
    name: identityName,
    keys: list(target.credentialIds, 'key', 'keys'),
    secrets: list(target.credentialIds, 'secret', 'secrets'),
    tools: list(target.tools, 'tool', 'tools'),
    consumers: list(consumers, 'consumer', 'consumers'),
  })
}

const TITLES: Readonly<Record<ActionId, (words: Words) => string>> = {
  'watch-identity': ({ name }) => `Watches ${name}`,
  'revoke-session': ({ name }) => `Ends the sessions of ${name} that were opened before it runs`,
  'restore-session': ({ name }) => `Accepts the older sessions of ${name} again`,
  'revoke-tokens': ({ name }) => `Revokes the tokens that ${name} holds now, for good`,
  'deactivate-key': ({ keys, name }) => `Deactivates ${keys} of ${name}`,
  'reactivate-key': ({ keys, name }) => `Activates ${keys} of ${name} again`,
  'rotate-secret': ({ secrets, name }) => `Rotates ${secrets} of ${name}`,
  'restore-secret': ({ secrets, name }) => `Accepts the previous ${secrets} of ${name} again`,
  'issue-secret': ({ secrets, name }) => `Issues a new secret of ${name} beside ${secrets}`,
  'drop-secret': ({ name }) => `Drops the new secret of ${name}`,
  'repoint-consumer': ({ consumers }) => `Re-points ${consumers}`,
  'point-back-consumer': ({ consumers }) => `Points ${consumers} back`,
  'retire-secret': ({ secrets, name }) => `Retires ${secrets} of ${name}`,
  'revoke-grants': ({ name }) => `Revokes every grant of ${name}, for good`,
  'resolve-secret-alert': ({ name }) => `Resolves the alert about the leak of ${name} as revoked`,
  'reopen-secret-alert': ({ name }) => `Opens the alert about the leak of ${name} again`,
  'suspend-tool': ({ tools, name }) => `Takes ${tools} away from ${name}`,
  'resume-tool': ({ tools, name }) => `Gives ${tools} back to ${name}`,
  'pause-pipeline': ({ name }) => `Pauses the pipeline of ${name}`,
  'resume-pipeline': ({ name }) => `Lets the pipeline of ${name} run again`,
  'quarantine-workload': ({ name }) => `Cuts the workload of ${name} off the network`,
  'release-workload': ({ name }) => `Connects the workload of ${name} again`,
  'disable-identity': ({ name }) => `Disables ${name}`,
  'enable-identity': ({ name }) => `Enables ${name} again`,
}

function list(ids: readonly string[], one: string, many: string): string {
  if (ids.length === 0) return `the ${many}`
  const shown = ids.slice(0, 3).join(', ')
  const rest = ids.length > 3 ? ` and ${ids.length - 3} more` : ''
  return `${ids.length === 1 ? one : many} ${shown}${rest}`
}
