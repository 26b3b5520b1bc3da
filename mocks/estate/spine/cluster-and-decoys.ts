import type { EpochMs } from '../../../src/domain/time/instant.ts'
import { DAY_MS, type Described, dependenciesOf, factsOf, HOUR_MS, keyOf } from '../describe.ts'

/** The driver that Falco saw, the runner that touched a decoy, and the decoy itself. */
export function clusterAndDecoyIdentities(now: EpochMs): readonly Described[] {
  return [storageDriver(now), integrationTester(now), decoyRole(now)]
}

/** Quarantining it stops every new volume of the cluster: severe, and so two people, one of them of its owners. */
function storageDriver(now: EpochMs): Described {
  const id = 'id_sample_csi_driver'
  return {
    id,
    facts: factsOf(
      now,
      'csi-cinder-controller',
      [
        ['user-name', 'csi-cinder-controller'],
        ['service-account', 'system:serviceaccount:kube-system:csi-cinder-controller'],
      ],
      {
        kind: 'service-account',
        description: 'Attaches volumes for every workload of the cluster.',
        account: 'my-pool-1',
        trustDomain: 'cluster:my-pool-1',
        businessOwner: 'Infrastructure',
        technicalOwner: 'Storage Platform',
        criticality: 4,
        sensitiveResources: 30,
        workload: 'csi-cinder-controller',
        rotationDays: null,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'volumes',
        name: 'volume attachments',
        kind: 'cluster service',
        team: 'Storage Platform',
        criticality: 5,
        via: 'workload',
        recovery: 'self',
        recoverySeconds: 45,
        standsFor: 3,
        consequence: 'No pod with a volume can start or move',
      },
      {
        key: 'ledger-db',
        name: 'ledger-db',
        kind: 'database',
        team: 'Ledger Ops',
        criticality: 5,
        via: 'service',
        on: 'volumes',
        recovery: 'manual',
        recoverySeconds: 1_200,
        consequence: 'Cannot fail over while volumes cannot move',
      },
    ]),
    sessions: [],
  }
}

function integrationTester(now: EpochMs): Described {
  const id = 'id_sample_tester'
  return {
    id,
    facts: factsOf(
      now,
      'tester',
      [
        ['arn', 'arn:aws:iam::123456789012:user/tester'],
        ['principal-id', 'ABCDEFGH0TOGJSGNQKI0'],
        ['access-key-id', 'ABC9ONWNS3155VIEJC8U'],
        ['user-name', 'tester'],
      ],
      {
        kind: 'service-account',
        description: 'Runs the integration tests of the web shop.',
        environment: 'ci',
        account: '123456789012',
        trustDomain: 'aws:123456789012',
        businessOwner: 'Engineering',
        technicalOwner: 'Developer Tools',
        criticality: 2,
        privilege: 'read',
        sensitiveResources: 1,
        credentials: [keyOf(now, 'ABC9ONWNS3155VIEJC8U', 'access-key', 41)],
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'tests',
        name: 'web-shop integration tests',
        kind: 'pipeline',
        team: 'Developer Tools',
        criticality: 2,
        via: 'credential',
        viaId: 'ABC9ONWNS3155VIEJC8U',
        recovery: 'manual',
        recoverySeconds: 300,
        consequence: 'Merges of the web shop wait',
      },
    ]),
    sessions: [],
  }
}

function decoyRole(now: EpochMs): Described {
  const id = 'id_sample_decoy_role'
  return {
    id,
    facts: factsOf(
      now,
      'Dummy-Test-InfoRole-ab21cde50f',
      [
        ['arn', 'arn:aws:iam::123456789012:role/Dummy-Test-InfoRole-ab21cde50f'],
        ['user-name', 'Dummy-Test-InfoRole-ab21cde50f'],
      ],
      {
        kind: 'cloud-role',
        description: 'A decoy. Nothing of ours uses it, so nothing breaks.',
        environment: 'decoy',
        account: '123456789012',
        trustDomain: 'aws:123456789012',
        businessOwner: 'Security',
        technicalOwner: 'Deception',
        criticality: 1,
        privilege: 'none',
        sensitiveResources: 0,
        rotationDays: null,
        lastUsedAt: now - HOUR_MS / 4,
        dormantDaysBeforeLastUse: 170,
        validatedAt: now - DAY_MS,
      },
    ),
    dependencies: [],
    sessions: [],
  }
}
