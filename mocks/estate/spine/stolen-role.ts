import type { EpochMs } from '../../../src/domain/time/instant.ts'
import { consumerId, DAY_MS, type Described, dependenciesOf, factsOf, HOUR_MS, keyOf, MINUTE_MS } from '../describe.ts'

const ROLE = 'id_sample_stolen_role'
const TOOLING = 'id_sample_bert_jan'

/** The role whose session is used elsewhere, the tooling user with which the account is then taken over, and a bystander. */
export function stolenRoleIdentities(now: EpochMs): readonly Described[] {
  return [stolenRole(now), toolingUser(now), otherInstanceRole(now)]
}

/** Ending its sessions stops the month-end job and what reads from it; the instance's agent signs in again alone. */
function stolenRole(now: EpochMs): Described {
  const account = '123837392027'
  const name = 'stratus-red-team-ec2-steal-credentials-role'
  const session = `arn:aws:sts::${account}:assumed-role/${name}/i-0dbc91f429e48eeed`
  return {
    id: ROLE,
    facts: factsOf(
      now,
      name,
      [
        ['session-issuer', `arn:aws:iam::${account}:role/${name}`],
        ['principal-id', 'AROATFQR7NSC6Q6YRQ2Q7'],
        ['arn', session],
        ['user-name', name],
      ],
      {
        kind: 'cloud-role',
        description:
          'Instance role of the month-end reporting host. Reads the ledgers of every subsidiary, writes reports.',
        account,
        trustDomain: `aws:${account}`,
        businessOwner: 'Finance Operations',
        technicalOwner: 'Reporting Platform',
        criticality: 4,
        sensitiveResources: 72,
        workload: 'i-0dbc91f429e48eeed',
        grants: ['AmazonSSMManagedInstanceCore', 'ledger-read', 'report-write'],
        rotationDays: null,
        consumersExplain: 100,
        validatedAt: now - 2 * HOUR_MS,
      },
    ),
    dependencies: dependenciesOf(ROLE, now, [
      {
        key: 'ssm-agent',
        name: 'amazon-ssm-agent on i-0dbc91f429e48eeed',
        kind: 'agent',
        team: 'Reporting Platform',
        criticality: 2,
        via: 'session',
        recovery: 'self',
        recoverySeconds: 90,
      },
      {
        key: 'month-end',
        name: 'month-end-close',
        kind: 'batch job',
        team: 'Reporting Platform',
        criticality: 4,
        via: 'session',
        recovery: 'manual',
        recoverySeconds: 2_400,
        consequence: 'The month-end report is late: the run starts again from its beginning, about 40 minutes',
      },
      {
        key: 'dashboard',
        name: 'finance-dashboard',
        kind: 'dashboard',
        team: 'Data Warehouse',
        criticality: 2,
        via: 'service',
        on: 'month-end',
        recovery: 'self',
        recoverySeconds: 300,
        consequence: 'Shows yesterday’s figures until the run has finished',
      },
    ]),
    sessions: [
      {
        id: 'ASIATFQR7NSCSHSEVYP5',
        holder: consumerId(ROLE, 'ssm-agent'),
        startedAt: now - 34 * MINUTE_MS,
      },
      { id: 'ASIATFQR7NSCMONTHEND', holder: consumerId(ROLE, 'month-end'), startedAt: now - 3 * HOUR_MS },
      { id: 'ASIATFQR7NSC36DZQP7P', holder: null, startedAt: now - 34 * MINUTE_MS },
    ],
  }
}

/** Disabling it stops every pipeline that builds infrastructure; it is the one identity of the sample that can reach T4. */
function toolingUser(now: EpochMs): Described {
  const account = '123837392027'
  return {
    id: TOOLING,
    facts: factsOf(
      now,
      'bert-jan',
      [
        ['arn', `arn:aws:iam::${account}:user/bert-jan`],
        ['principal-id', 'AIDATFQR7NSC5AU2ZV3IE'],
        ['access-key-id', 'AKIATFQR7NSC8Q4X20BJ'],
        ['user-name', 'bert-jan'],
      ],
      {
        kind: 'service-account',
        description: 'Named after the engineer who set it up; Terraform of the whole account runs with its key.',
        account,
        trustDomain: `aws:${account}`,
        businessOwner: 'Engineering',
        technicalOwner: 'Build Tooling',
        criticality: 5,
        privilege: 'admin',
        sensitiveResources: 41,
        workload: 'terraform-runner',
        grants: ['AdministratorAccess'],
        credentials: [keyOf(now, 'AKIATFQR7NSC8Q4X20BJ', 'access-key', 412)],
        consumersExplain: 88,
      },
    ),
    dependencies: dependenciesOf(TOOLING, now, [
      {
        key: 'terraform',
        name: 'terraform-runner',
        kind: 'shared runner',
        team: 'Build Tooling',
        criticality: 4,
        via: 'credential',
        viaId: 'AKIATFQR7NSC8Q4X20BJ',
        recovery: 'manual',
        recoverySeconds: 1_800,
        standsFor: 38,
        consequence: 'No infrastructure change can be rolled out; 38 pipelines wait',
      },
      {
        key: 'drift',
        name: 'drift-report',
        kind: 'scheduled job',
        team: 'Build Tooling',
        criticality: 2,
        via: 'service',
        on: 'terraform',
        recovery: 'self',
        recoverySeconds: 600,
      },
    ]),
    sessions: [],
  }
}

function otherInstanceRole(now: EpochMs): Described {
  const id = 'id_sample_my_app_role'
  const account = '123456789012'
  return {
    id,
    facts: factsOf(
      now,
      'MyAppRole',
      [
        ['session-issuer', `arn:aws:iam::${account}:role/MyAppRole`],
        ['arn', `arn:aws:sts::${account}:assumed-role/MyAppRole/i-0abcdef1234567890`],
        ['user-name', 'MyAppRole'],
      ],
      {
        kind: 'cloud-role',
        environment: 'staging',
        account,
        trustDomain: `aws:${account}`,
        businessOwner: 'Operations',
        technicalOwner: 'Logistics',
        criticality: 2,
        sensitiveResources: 2,
        workload: 'i-0abcdef1234567890',
        rotationDays: null,
        validatedAt: now - DAY_MS,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'app',
        name: 'parcel-tracker (staging)',
        kind: 'service',
        team: 'Logistics',
        criticality: 2,
        via: 'session',
        recovery: 'self',
        recoverySeconds: 45,
      },
    ]),
    sessions: [{ id: 'ASIAIOSFODNN7EXAMPLE', holder: consumerId(id, 'app'), startedAt: now - 3 * HOUR_MS }],
  }
}
