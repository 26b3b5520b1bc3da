import type { EpochMs } from '../../../src/domain/time/instant.ts'
import { consumerId, type Described, dependenciesOf, factsOf, HOUR_MS, MINUTE_MS } from '../describe.ts'

export const AGENT_ACCOUNT = '394817260553'
const AGENT_ROLE = 'AmazonBedrockExecutionRoleForAgents_CASESUMMARY'
export const AGENT_SESSION = `arn:aws:sts::${AGENT_ACCOUNT}:assumed-role/${AGENT_ROLE}/BedrockAgents-case-summary`

/** The agent that reaches for a tool outside its window, the role that runs somebody's models, and a chat role. */
export function agentIdentities(now: EpochMs): readonly Described[] {
  return [caseSummaryAgent(now), sandboxRole(now), chatRole(now)]
}

/** Its tools are approved, for the hours in which it has work. Suspending the one it misused leaves it the others. */
function caseSummaryAgent(now: EpochMs): Described {
  const id = 'id_sample_case_agent'
  return {
    id,
    facts: factsOf(
      now,
      'case-summary-agent',
      [
        ['session-issuer', `arn:aws:iam::${AGENT_ACCOUNT}:role/${AGENT_ROLE}`],
        ['arn', AGENT_SESSION],
        ['user-name', AGENT_ROLE],
      ],
      {
        kind: 'ai-agent',
        description:
          'Summarises customer cases for the care desk. Reads cases and orders; exports customers once a quarter.',
        account: AGENT_ACCOUNT,
        trustDomain: `aws:${AGENT_ACCOUNT}`,
        businessOwner: 'Customer Care',
        technicalOwner: 'Customer Care AI',
        criticality: 3,
        privilege: 'read',
        sensitiveResources: 6,
        workload: 'case-summary',
        rotationDays: null,
        agent: {
          approvedTools: ['case_read', 'order_lookup', 'summary_write', 'export_all_customers'],
          windows: [closedWindow(now)],
        },
        validatedAt: now - HOUR_MS,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'desk',
        name: 'care-desk summaries',
        kind: 'application',
        team: 'Customer Care AI',
        criticality: 2,
        via: 'tool',
        viaId: 'case_read',
        recovery: 'self',
        recoverySeconds: 20,
      },
      {
        key: 'quarterly-export',
        name: 'quarterly customer export',
        kind: 'scheduled task',
        team: 'Customer Care AI',
        criticality: 2,
        via: 'tool',
        viaId: 'export_all_customers',
        recovery: 'manual',
        recoverySeconds: 600,
        consequence: 'Next needed at the end of the quarter',
      },
    ]),
    sessions: [{ id: AGENT_SESSION, holder: consumerId(id, 'desk'), startedAt: now - 40 * MINUTE_MS }],
  }
}

/** A night or a day shift, whichever is over by at least an hour: the story needs an agent that has no work now. */
function closedWindow(now: EpochMs): { days: number[]; fromMinute: number; toMinute: number } {
  const hour = new Date(now).getUTCHours()
  const days = [0, 1, 2, 3, 4, 5, 6]
  return hour >= 6 && hour < 18 ? { days, fromMinute: 0, toMinute: 300 } : { days, fromMinute: 480, toMinute: 1020 }
}

/** A role of the sandbox: narrow, reversible, one consumer that comes back. What automation is for. */
function sandboxRole(now: EpochMs): Described {
  const id = 'id_sample_test_role'
  const account = '494659789341'
  return {
    id,
    facts: factsOf(
      now,
      'test-role',
      [
        ['session-issuer', `arn:aws:iam::${account}:role/test-role`],
        ['principal-id', 'AROA2N7TQQRGKJYPCLOG0'],
        ['arn', `arn:aws:sts::${account}:assumed-role/test-role/cli`],
        ['user-name', 'test-role'],
      ],
      {
        kind: 'cloud-role',
        description: 'Sandbox role for trying out models.',
        environment: 'dev',
        account,
        trustDomain: `aws:${account}`,
        businessOwner: 'Engineering',
        technicalOwner: 'Developer Tools',
        criticality: 3,
        sensitiveResources: 2,
        workload: 'model-sandbox',
        rotationDays: null,
        validatedAt: now - HOUR_MS,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'notebook',
        name: 'model-sandbox notebook',
        kind: 'notebook',
        team: 'Developer Tools',
        criticality: 1,
        via: 'session',
        recovery: 'self',
        recoverySeconds: 15,
      },
    ]),
    sessions: [
      { id: 'ASIA6FTSFH98XNF7DFZB', holder: null, startedAt: now - 80 * MINUTE_MS },
      { id: 'ASIA6FTSFH98NOTEBOOK', holder: consumerId(id, 'notebook'), startedAt: now - 5 * HOUR_MS },
    ],
  }
}

function chatRole(now: EpochMs): Described {
  const id = 'id_sample_role_details'
  const account = '111111111111'
  return {
    id,
    facts: factsOf(
      now,
      'role_details',
      [
        ['session-issuer', `arn:aws:iam::${account}:role/role_details`],
        ['arn', `arn:aws:sts::${account}:assumed-role/role_details/suspicious.user`],
        ['user-name', 'role_details'],
      ],
      {
        kind: 'cloud-role',
        environment: 'staging',
        account,
        trustDomain: `aws:${account}`,
        businessOwner: 'Customer Care',
        technicalOwner: 'Customer Care AI',
        criticality: 2,
        privilege: 'read',
        tenancy: 'shared',
        rotationDays: null,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'chat',
        name: 'care-chat (staging)',
        kind: 'application',
        team: 'Customer Care AI',
        criticality: 2,
        via: 'session',
        recovery: 'self',
        recoverySeconds: 30,
      },
    ]),
    sessions: [],
  }
}
