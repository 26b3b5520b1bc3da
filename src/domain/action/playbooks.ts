import type { Threat } from './action.ts'
import type { Playbook } from './playbook.ts'

/**
 * The built-in playbooks. `actions` go from the smallest to the largest, which is also the last tie-break of a choice;
 * `watch-identity` stands first so that a person is always offered something that breaks nothing.
 */
export const PLAYBOOKS: readonly Playbook[] = [
  {
    id: 'stolen-session',
    version: 1,
    title: 'A session is used by somebody else',
    threats: ['session'],
    actions: ['watch-identity', 'revoke-session', 'deactivate-key', 'revoke-grants', 'disable-identity'],
  },
  {
    id: 'leaked-credential',
    version: 1,
    title: 'A credential is known to somebody else',
    threats: ['credential'],
    actions: ['watch-identity', 'deactivate-key', 'rotate-secret', 'revoke-grants', 'disable-identity'],
  },
  {
    id: 'rogue-agent-tool',
    version: 1,
    title: 'An agent uses a tool it should not use, or when it has no task',
    threats: ['tool'],
    actions: ['watch-identity', 'suspend-tool', 'quarantine-workload', 'disable-identity'],
  },
  {
    id: 'compromised-pipeline',
    version: 1,
    title: 'A pipeline runs what nobody reviewed',
    threats: ['pipeline'],
    actions: ['watch-identity', 'pause-pipeline', 'quarantine-workload', 'disable-identity'],
  },
  {
    id: 'compromised-workload',
    version: 1,
    title: 'Somebody else’s code runs in a workload',
    threats: ['workload'],
    actions: ['watch-identity', 'quarantine-workload', 'disable-identity'],
  },
  {
    id: 'compromised-identity',
    version: 1,
    title: 'The whole identity is in other hands',
    threats: ['identity'],
    actions: ['watch-identity', 'revoke-session', 'deactivate-key', 'disable-identity'],
  },
  {
    id: 'decoy-touched',
    version: 1,
    title: 'A decoy was touched: nobody has a good reason to',
    threats: ['credential', 'session', 'identity'],
    actions: ['watch-identity', 'revoke-session', 'deactivate-key', 'disable-identity'],
  },
  {
    // Apart from stolen sessions: where tokens are issued there is no cutoff to set and to lift again, and a gate that has seen the one
    // exercised knows nothing of the other.
    id: 'abused-tokens',
    version: 1,
    title: 'Tokens that were issued to a workload are used by somebody else',
    threats: ['session'],
    actions: ['watch-identity', 'revoke-tokens', 'deactivate-key', 'disable-identity'],
  },
]

/** The playbook for a threat where no trigger names one. */
export function playbookFor(threat: Threat): Playbook {
  const found = PLAYBOOKS.find((playbook) => playbook.threats.includes(threat))
  if (found === undefined) throw new RangeError(`playbookFor: no built-in playbook covers '${threat}'`)
  return found
}

export function playbookById(id: string): Playbook | null {
  return PLAYBOOKS.find((playbook) => playbook.id === id) ?? null
}
