import type { Role } from '../../domain/people/person.ts'

/** In the order in which a form offers them. */
export const ROLE_WORDS: Readonly<Record<Role, { readonly name: string; readonly may: string }>> = {
  analyst: { name: 'Analyst', may: 'triages alerts, proposes actions' },
  approver: { name: 'Approver', may: 'votes on plans and reviews changes that somebody else asked for' },
  manager: { name: 'Manager', may: 'adds people and sources, cancels plans, reviews changes' },
  auditor: { name: 'Auditor', may: 'reads everything, changes nothing' },
  'trigger-engineer': { name: 'Trigger engineer', may: 'changes triggers and policy with somebody else’s review' },
  integrator: { name: 'Integrator', may: 'connects sources, imports identities' },
  'break-glass': { name: 'Break-glass', may: 'named for emergencies; reads until then' },
}
