import { AI_RMF_SUBCATEGORIES } from './nist-ai-rmf.ts'
import { CSF_SUBCATEGORIES } from './nist-csf.ts'

/** A published catalogue whose entries a trigger may name. `entries`: the id as its publisher writes it, and its title. */
export interface Framework {
  readonly id: FrameworkId
  readonly title: string
  readonly edition: string
  readonly entries: Readonly<Record<string, string>>
}

export type FrameworkId =
  | 'owasp-nhi'
  | 'nist-csf'
  | 'owasp-agentic-top10'
  | 'owasp-agentic-threats'
  | 'atlas'
  | 'maestro'
  | 'nist-ai-rmf'
  | 'zero-trust'
  | 'attack-mitigations'

/**
 * What `frameworks:` of a response block may hold. ATT&CK techniques are not here: a Sigma rule carries them as tags, and
 * one thing has one place.
 */
export const FRAMEWORKS: readonly Framework[] = [
  {
    id: 'owasp-nhi',
    title: 'OWASP Non-Human Identities Top 10',
    edition: '2025',
    entries: {
      'NHI1:2025': 'Improper Offboarding',
      'NHI2:2025': 'Secret Leakage',
      'NHI3:2025': 'Vulnerable Third-Party NHI',
      'NHI4:2025': 'Insecure Authentication',
      'NHI5:2025': 'Overprivileged NHI',
      'NHI6:2025': 'Insecure Cloud Deployment Configurations',
      'NHI7:2025': 'Long-Lived Secrets',
      'NHI8:2025': 'Environment Isolation',
      'NHI9:2025': 'NHI Reuse',
      'NHI10:2025': 'Human Use of NHI',
    },
  },
  { id: 'nist-csf', title: 'NIST Cybersecurity Framework', edition: '2.0', entries: CSF_SUBCATEGORIES },
  {
    id: 'owasp-agentic-top10',
    title: 'OWASP Top 10 for Agentic Applications',
    edition: '2026',
    entries: {
      ASI01: 'Agent Goal Hijack',
      ASI02: 'Tool Misuse and Exploitation',
      ASI03: 'Identity and Privilege Abuse',
      ASI04: 'Agentic Supply Chain Vulnerabilities',
      ASI05: 'Unexpected Code Execution (RCE)',
      ASI06: 'Memory & Context Poisoning',
      ASI07: 'Insecure Inter-Agent Communication',
      ASI08: 'Cascading Failures',
      ASI09: 'Human-Agent Trust Exploitation',
      ASI10: 'Rogue Agents',
    },
  },
  {
    id: 'owasp-agentic-threats',
    title: 'OWASP Agentic AI: Threats and Mitigations',
    edition: 'February 2025',
    entries: {
      T1: 'Memory Poisoning',
      T2: 'Tool Misuse',
      T3: 'Privilege Compromise',
      T4: 'Resource Overload',
      T5: 'Cascading Hallucination Attacks',
      T6: 'Intent Breaking and Goal Manipulation',
      T7: 'Misaligned and Deceptive Behaviors',
      T8: 'Repudiation and Untraceability',
      T9: 'Identity Spoofing and Impersonation',
      T10: 'Overwhelming Human in the Loop',
      T11: 'Unexpected RCE and Code Attacks',
      T12: 'Agent Communication Poisoning',
      T13: 'Rogue Agents in Multi-Agent Systems',
      T14: 'Human Attacks on Multi-Agent Systems',
      T15: 'Human Manipulation',
    },
  },
  {
    id: 'atlas',
    title: 'MITRE ATLAS',
    edition: '5.6.0',
    entries: {
      'AML.T0012': 'Valid Accounts',
      'AML.T0051': 'LLM Prompt Injection',
      'AML.T0053': 'AI Agent Tool Invocation',
      'AML.T0055': 'Unsecured Credentials',
      'AML.T0080': 'AI Agent Context Poisoning',
      'AML.T0081': 'Modify AI Agent Configuration',
      'AML.T0082': 'RAG Credential Harvesting',
      'AML.T0083': 'Credentials from AI Agent Configuration',
      'AML.T0086': 'Exfiltration via AI Agent Tool Invocation',
      'AML.T0091.000': 'Application Access Token',
      'AML.T0098': 'AI Agent Tool Credential Harvesting',
      'AML.T0101': 'Data Destruction via AI Agent Tool Invocation',
      'AML.T0103': 'Deploy AI Agent',
      'AML.T0110': 'AI Agent Tool Poisoning',
    },
  },
  {
    id: 'maestro',
    title: 'CSA MAESTRO',
    edition: 'February 2025',
    entries: {
      'MAESTRO L1': 'Foundation Models',
      'MAESTRO L2': 'Data Operations',
      'MAESTRO L3': 'Agent Frameworks',
      'MAESTRO L4': 'Deployment and Infrastructure',
      'MAESTRO L5': 'Evaluation and Observability',
      'MAESTRO L6': 'Security and Compliance',
      'MAESTRO L7': 'Agent Ecosystem',
    },
  },
  {
    id: 'nist-ai-rmf',
    title: 'NIST AI Risk Management Framework',
    edition: '1.0',
    entries: AI_RMF_SUBCATEGORIES,
  },
  {
    id: 'zero-trust',
    title: 'NIST SP 800-207 Zero Trust Architecture',
    edition: 'August 2020',
    entries: {
      'ZTA tenet 1': 'Every data source and service is a resource',
      'ZTA tenet 2': 'All communication is secured regardless of location',
      'ZTA tenet 3': 'Access is granted per session',
      'ZTA tenet 4': 'Access follows dynamic policy: identity state and behaviour included',
      'ZTA tenet 5': 'Integrity and posture of assets are monitored',
      'ZTA tenet 6': 'Authentication and authorization are dynamic and strict before access',
      'ZTA tenet 7': 'As much state as possible is collected to improve posture',
    },
  },
  {
    id: 'attack-mitigations',
    title: 'MITRE ATT&CK mitigations',
    edition: '18.1',
    entries: {
      M1013: 'Application Developer Guidance',
      M1018: 'User Account Management',
      M1026: 'Privileged Account Management',
      M1027: 'Password Policies',
      M1032: 'Multi-factor Authentication',
      M1036: 'Account Use Policies',
      M1041: 'Encrypt Sensitive Information',
      M1042: 'Disable or Remove Feature or Program',
      M1047: 'Audit',
    },
  },
]

/** Every id that a response block may name, in the order of the catalogues. No id stands in two of them. */
export const FRAMEWORK_IDS: readonly string[] = FRAMEWORKS.flatMap(({ entries }) => Object.keys(entries))

export interface FrameworkLabel {
  readonly framework: FrameworkId
  readonly id: string
  readonly title: string
}

/** The entry of an id, or null where no catalogue has it. Ids are exact: case and padding count. */
export function labelOf(id: string): FrameworkLabel | null {
  for (const { id: framework, entries } of FRAMEWORKS) {
    const title = Object.hasOwn(entries, id) ? entries[id] : undefined
    if (title !== undefined) return { framework, id, title }
  }
  return null
}
