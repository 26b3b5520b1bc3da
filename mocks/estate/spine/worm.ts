import type { EpochMs } from '../../../src/domain/time/instant.ts'
import { DAY_MS, type Described, dependenciesOf, factsOf, keyOf } from '../describe.ts'

/** The release automation whose token the worm uses, the app and the deploy key that appear beside it. */
export function wormIdentities(now: EpochMs): readonly Described[] {
  return [releaseAutomation(now), appOfHelloWorld(now), deployKey(now)]
}

/** A shared runner stands for 120 pipelines, so stopping it is severe however narrow the alert looks. */
function releaseAutomation(now: EpochMs): Described {
  const id = 'id_sample_release_automation'
  return {
    id,
    facts: factsOf(
      now,
      'Owner (release automation)',
      [
        ['user-name', 'Owner'],
        ['object-id', '123456789'],
      ],
      {
        kind: 'ci-pipeline',
        description: 'The account with whose token the release runner publishes packages.',
        environment: 'ci',
        account: 'Owner',
        trustDomain: 'github:Owner',
        businessOwner: 'Engineering',
        technicalOwner: 'Build Tooling',
        criticality: 4,
        sensitiveResources: 10,
        workload: 'release-runner',
        grants: ['contents:write', 'packages:write', 'workflows:write'],
        credentials: [keyOf(now, 'github-pat-release-2024', 'token', 389)],
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'runner',
        name: 'release-runner',
        kind: 'shared runner',
        team: 'Build Tooling',
        criticality: 3,
        via: 'pipeline',
        recovery: 'manual',
        recoverySeconds: 1_500,
        standsFor: 120,
        consequence: 'No package of the organisation can be released',
      },
      {
        key: 'registry',
        name: 'package-registry mirror',
        kind: 'service',
        team: 'Developer Tools',
        criticality: 3,
        via: 'service',
        on: 'runner',
        recovery: 'self',
        recoverySeconds: 60,
      },
    ]),
    sessions: [],
  }
}

function appOfHelloWorld(now: EpochMs): Described {
  const id = 'id_sample_github_app'
  return {
    id,
    facts: factsOf(
      now,
      'hello-world-checks (GitHub App)',
      [
        ['app-id', '29310'],
        ['object-id', '957387'],
      ],
      {
        kind: 'oauth-app',
        environment: 'ci',
        account: 'Codertocat',
        trustDomain: 'github:Codertocat',
        businessOwner: 'Engineering',
        technicalOwner: 'Developer Tools',
        criticality: 2,
        tenancy: 'third-party',
        grants: ['administration:write', 'contents:write', 'repository_hooks:write'],
        rotationDays: null,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'checks',
        name: 'pull-request checks',
        kind: 'pipeline',
        team: 'Developer Tools',
        criticality: 2,
        via: 'session',
        recovery: 'self',
        recoverySeconds: 30,
      },
    ]),
    sessions: [],
  }
}

function deployKey(now: EpochMs): Described {
  const id = 'id_sample_deploy_key'
  return {
    id,
    facts: factsOf(
      now,
      'hey-its-a-deploy-key',
      [
        ['deploy-key', 'Codertocat/Hello-World/keys/100'],
        ['deploy-key', '100'],
      ],
      {
        kind: 'api-key',
        environment: 'ci',
        account: 'Codertocat',
        trustDomain: 'github:Codertocat',
        technicalOwner: null,
        businessOwner: 'Engineering',
        criticality: 2,
        privilege: 'read',
        credentials: [keyOf(now, '100', 'deploy-key', 1)],
        rotationDays: null,
        validatedAt: now - 40 * DAY_MS,
      },
    ),
    dependencies: dependenciesOf(id, now, [
      {
        key: 'mirror',
        name: 'docs mirror',
        kind: 'scheduled job',
        team: 'Developer Tools',
        criticality: 1,
        via: 'credential',
        viaId: '100',
        recovery: null,
      },
    ]),
    sessions: [],
  }
}
