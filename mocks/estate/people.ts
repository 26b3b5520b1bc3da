import type { Person } from '../../src/domain/people/person.ts'

/**
 * The sample's people. Approvers sit in the teams that own the identities of the stories, so that a second seat which
 * belongs to the owner can be taken by somebody.
 */
export const SAMPLE_PEOPLE: readonly Person[] = [
  { id: 'pe_sample_ines', name: 'Ines Calado', team: 'SOC', roles: ['analyst'], domains: [] },
  { id: 'pe_sample_pavel', name: 'Pavel Novotny', team: 'SOC', roles: ['analyst'], domains: [] },
  { id: 'pe_sample_noor', name: 'Noor Haddad', team: 'SOC', roles: ['approver'], domains: ['soc'] },
  {
    id: 'pe_sample_tomo',
    name: 'Tomo Ishikawa',
    team: 'Reporting Platform',
    roles: ['approver'],
    domains: ['application'],
  },
  { id: 'pe_sample_jun', name: 'Jun Aboagye', team: 'Build Tooling', roles: ['approver'], domains: ['platform'] },
  { id: 'pe_sample_sana', name: 'Sana Rehman', team: 'Payments Data', roles: ['approver'], domains: ['application'] },
  {
    id: 'pe_sample_rafael',
    name: 'Rafael Otero',
    team: 'Storage Platform',
    roles: ['approver'],
    domains: ['platform'],
  },
  { id: 'pe_sample_lio', name: 'Lio Brandt', team: 'Customer Care AI', roles: ['approver'], domains: ['application'] },
  { id: 'pe_sample_ida', name: 'Ida Falk', team: 'Identity and Access', roles: ['approver'], domains: ['iam'] },
  { id: 'pe_sample_mira', name: 'Mira Lindqvist', team: 'SOC', roles: ['manager'], domains: [] },
  { id: 'pe_sample_ari', name: 'Ari Menon', team: 'Internal Audit', roles: ['auditor'], domains: [] },
  { id: 'pe_sample_edda', name: 'Edda Sorensen', team: 'Detection', roles: ['trigger-engineer'], domains: [] },
  { id: 'pe_sample_ivo', name: 'Ivo Petrov', team: 'Security Engineering', roles: ['integrator'], domains: [] },
  { id: 'pe_sample_greta', name: 'Greta Amsel', team: 'SOC', roles: ['approver', 'break-glass'], domains: ['soc'] },
]

/** Teams that own identities, each with the word its systems are named after and the department it answers to. */
export const TEAMS = [
  { name: 'Build Tooling', word: 'build', business: 'Engineering' },
  { name: 'Reporting Platform', word: 'report', business: 'Finance Operations' },
  { name: 'Storage Platform', word: 'storage', business: 'Infrastructure' },
  { name: 'Payments Data', word: 'payments', business: 'Payments' },
  { name: 'Customer Care AI', word: 'care', business: 'Customer Care' },
  { name: 'Developer Tools', word: 'devtools', business: 'Engineering' },
  { name: 'Data Warehouse', word: 'warehouse', business: 'Data' },
  { name: 'Identity Services', word: 'identity', business: 'Infrastructure' },
  { name: 'Edge Operations', word: 'edge', business: 'Infrastructure' },
  { name: 'Logistics', word: 'freight', business: 'Operations' },
  { name: 'Ledger Ops', word: 'ledger', business: 'Finance Operations' },
  { name: 'Deception', word: 'decoy', business: 'Security' },
  { name: 'Search', word: 'search', business: 'Product' },
  { name: 'Mobile Backend', word: 'mobile', business: 'Product' },
] as const
export type Team = (typeof TEAMS)[number]
