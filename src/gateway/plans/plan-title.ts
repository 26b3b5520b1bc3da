import type { ActionId } from '../../domain/action/action.ts'
import type { StepTarget } from '../../domain/plan/plan.ts'

/** The plain consequence of a step, e.g. "Deactivates key AKIA… of report-runner". */
export function planTitle(action: ActionId, target: StepTarget, identityName: string): string {
  const keys = list(target.credentialIds, 'key', 'keys')
  const secrets = list(target.credentialIds, 'secret', 'secrets')
  const tools = list(target.tools, 'tool', 'tools')
  const of = ` of ${identityName}`
  switch (action) {
    case 'watch-identity':
      return `Watches ${identityName}`
    case 'revoke-session':
      return `Ends the sessions${of} that were opened before it runs`
    case 'restore-session':
      return `Accepts the older sessions${of} again`
    case 'deactivate-key':
      return `Deactivates ${keys}${of}`
    case 'reactivate-key':
      return `Activates ${keys}${of} again`
    case 'rotate-secret':
      return `Rotates ${secrets}${of}`
    case 'restore-secret':
      return `Accepts the previous ${secrets}${of} again`
    case 'revoke-grants':
      return `Revokes every grant${of}, for good`
    case 'suspend-tool':
      return `Takes ${tools} away from ${identityName}`
    case 'resume-tool':
      return `Gives ${tools} back to ${identityName}`
    case 'pause-pipeline':
      return `Pauses the pipeline${of}`
    case 'resume-pipeline':
      return `Lets the pipeline${of} run again`
    case 'quarantine-workload':
      return `Cuts the workload${of} off the network`
    case 'release-workload':
      return `Connects the workload${of} again`
    case 'disable-identity':
      return `Disables ${identityName}`
    case 'enable-identity':
      return `Enables ${identityName} again`
  }
}

function list(ids: readonly string[], one: string, many: string): string {
  if (ids.length === 0) return `the ${many}`
  const shown = ids.slice(0, 3).join(', ')
  const rest = ids.length > 3 ? ` and ${ids.length - 3} more` : ''
  return `${ids.length === 1 ? one : many} ${shown}${rest}`
}
