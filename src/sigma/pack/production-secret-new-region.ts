/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Production secrets asked for from a region never used before
name: production-secret-new-region
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e41
status: test
description: |
  The session of a production role asks for a secret in a region in which the identity has never done anything, after
  a history that is long enough to mean something. A refused attempt counts as well.
tags: [attack.credential-access, attack.t1555.006, attack.t1078.004]
logsource: {product: aws, service: cloudtrail}
detection:
  reads:
    eventSource: [secretsmanager.amazonaws.com, ssm.amazonaws.com]
    eventName: [GetSecretValue, BatchGetSecretValue, GetParameter, GetParameters, GetParametersByPath]
  first_time_here:
    novel.region: true
    novel.is_settled: true
  production:
    identity.environment: prod
  by_role:
    userIdentity.type: AssumedRole
  filter_service:
    - userIdentity.invokedBy|exists: true
    - sourceIPAddress|endswith: amazonaws.com
    - sourceIPAddress: AWS Internal
  condition: by_role and reads and first_time_here and production and not filter_service
falsepositives: ['A service that moves to a second region']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 82
  playbook: stolen-session
  subject: actor
  scope: {kinds: [cloud-role, workload, service-account], environments: [prod]}
  automation: {allowed: true, threshold: 80, stepsPerHour: 2}
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI2:2025', 'NHI8:2025', DE.AE-03, ZTA tenet 4, RS.MI-01]
`
