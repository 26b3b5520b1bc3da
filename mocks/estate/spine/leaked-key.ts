import type { EpochMs } from '../../../src/domain/time/instant.ts'
import { DAY_MS, type Described, dependenciesOf, factsOf, keyOf } from '../describe.ts'

/** Whose key was found in public, a secret of a partner, a role that raised itself, and a user nobody answers for. */
export function leakedKeyIdentities(now: EpochMs): readonly Described[] {
  return [quarantinedUser(now), sensorSecret(now), selfRaisedRole(now), nobodysUser(now)]
}

/** Rotating suffices and is smaller than disabling: one consumer fetches the new secret, the other has to be restarted. */
function quarantinedUser(now: EpochMs): Described {
  const id = 'id_sample_test_user'
  const key = 'AKIAV3XK7QN2M5RTPL6D'
  return {
    id,
    facts: factsOf(
      now,
      'test-user',
      [
        ['arn', 'arn:aws:iam::123456789012:user/test-user'],
        ['access-key-id', key],
        ['user-name', 'test-user'],
      ],
      {
        kind: 'service-account',
        description: 'Began as a test, settles card payments today.',
        account: '123456789012',
        trustDomain: 'aws:123456789012',
        businessOwner: 'Payments',
        technicalOwner: 'Payments Data',
        criticality: 4,
        sensitiveResources: 9,
        workload: 'settlement',
        credentials: [keyOf(now, key, 'access-key', 230)],
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'reconciler',
        name: 'checkout-reconciler',
        kind: 'service',
        team: 'Payments Data',
        criticality: 3,
        via: 'credential',
        viaId: key,
        recovery: 'self',
        recoverySeconds: 120,
        consequence: 'Reads the new key from the secret store within two minutes',
      },
      {
        key: 'settlement',
        name: 'nightly-settlement',
        kind: 'batch job',
        team: 'Ledger Ops',
        criticality: 4,
        via: 'credential',
        viaId: key,
        recovery: 'manual',
        recoverySeconds: 900,
        consequence: 'Tonight’s settlement waits for a restart',
      },
    ]),
    sessions: [],
  }
}

function sensorSecret(now: EpochMs): Described {
  const id = 'id_sample_sensor_secret'
  return {
    id,
    facts: factsOf(
      now,
      'Cold-chain sensors, Adafruit IO key',
      [['other', 'Codertocat/Hello-World/security/secret-scanning/191']],
      {
        kind: 'api-key',
        description: 'Issued and run by the sensor vendor; we only see its readings.',
        account: 'Codertocat',
        trustDomain: 'vendor:cold-chain',
        businessOwner: 'Operations',
        technicalOwner: 'Logistics',
        tenancy: 'third-party',
        credentials: [
          keyOf(now, 'Codertocat/Hello-World/security/secret-scanning/191', 'token', 700, { expiryKnown: false }),
        ],
        rotationDays: 365,
        validatedAt: now - 3 * DAY_MS,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'gateway',
        name: 'cold-chain-gateway',
        kind: 'device gateway',
        team: 'Logistics',
        criticality: 3,
        via: 'credential',
        recovery: 'manual',
        recoverySeconds: 7_200,
        standsFor: 4,
        consequence: 'Four warehouses lose their temperature readings until the devices are set up anew',
      },
    ]),
    sessions: [],
  }
}

function selfRaisedRole(now: EpochMs): Described {
  const id = 'id_sample_iam_role'
  return {
    id,
    facts: factsOf(
      now,
      'IAMRole',
      [
        ['arn', 'arn:aws:iam::123456789012:role/IAMRole'],
        ['user-name', 'IAMRole'],
      ],
      {
        kind: 'cloud-role',
        description: 'Execution role of the account’s CloudFormation stacks.',
        account: '123456789012',
        trustDomain: 'aws:123456789012',
        businessOwner: 'Infrastructure',
        technicalOwner: 'Identity Services',
        privilege: 'admin',
        tenancy: 'shared',
        sensitiveResources: 18,
        rotationDays: null,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'stacks',
        name: 'cloudformation-stacks',
        kind: 'deployment',
        team: 'Identity Services',
        criticality: 3,
        via: 'session',
        recovery: 'self',
        recoverySeconds: 60,
        standsFor: 6,
      },
    ]),
    sessions: [],
  }
}

/** Blocked: nobody owns it, nobody has mapped it, and nobody has looked at it since it was found. */
function nobodysUser(now: EpochMs): Described {
  const id = 'id_sample_christophe'
  const key = 'AKIAOZUDECYXYM4ONAN4'
  return {
    id,
    facts: factsOf(
      now,
      'christophe',
      [
        ['arn', 'arn:aws:iam::229654561268:user/christophe'],
        ['principal-id', 'AIDAZ49AHUAJ9OEK73O5'],
        ['access-key-id', key],
        ['user-name', 'christophe'],
      ],
      {
        kind: 'service-account',
        description: 'Came with the account of a company that was bought. Its engineer has left.',
        account: '229654561268',
        trustDomain: 'aws:229654561268',
        criticality: null,
        privilege: 'admin',
        sensitiveResources: null,
        credentials: [keyOf(now, key, 'access-key', 1_020)],
        consumersKnown: false,
        consumersExplain: null,
        validatedAt: null,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'unknown-host',
        name: 'something at 075.050.255.67',
        kind: 'unknown',
        team: null,
        criticality: null,
        via: 'credential',
        viaId: key,
        recovery: null,
      },
    ]),
    sessions: [],
  }
}
