/**
 * What an action may destroy or make harder to read, and so is saved before the first step runs. A closed list, so that a
 * runbook, an approver and a report speak of the same things.
 */
export const PRESERVE = [
  'source-records',
  'session-list',
  'credential-metadata',
  'policies-and-grants',
  'trail-configuration',
  'workload-snapshot',
  'pipeline-runs',
  'repository-state',
  'agent-transcript',
  'network-flows',
] as const
export type Preserve = (typeof PRESERVE)[number]

/** In words for whoever has to save it, with what is lost otherwise. */
export const PRESERVE_WORDS: Readonly<Record<Preserve, string>> = {
  'source-records':
    'The source’s own records of the identity, a day before and after: the source keeps them for its time only',
  'session-list': 'The list of its sessions with address and start: a revocation empties it',
  'credential-metadata': 'When each credential was made, last used and from where: gone once it is deleted',
  'policies-and-grants': 'Its policies, roles and grants as they stand: a containment changes them',
  'trail-configuration': 'The audit trail’s configuration and the last delivered file: whoever came in may change both',
  'workload-snapshot': 'Memory and disk of the workload: a restart clears the memory',
  'pipeline-runs': 'Logs, inputs and artefacts of the runs: most systems delete them after weeks',
  'repository-state': 'Branches, tags and the push history: a force push rewrites them',
  'agent-transcript':
    'What the agent was told, what it answered, which tools it called: memory is overwritten by the next task',
  'network-flows': 'Flow records of the workload: they show where data went',
}
