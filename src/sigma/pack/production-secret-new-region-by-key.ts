/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Production secrets asked for with a key, from a region never used before
name: production-secret-new-region-by-key
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e42
status: test
description: |
  The key of a production identity asks for a secret in a region in which the identity has never done anything, after
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
  by_key:
    userIdentity.type: IAMUser
  filter_service:
    - userIdentity.invokedBy|exists: true
    - sourceIPAddress|endswith: amazonaws.com
    - sourceIPAddress: AWS Internal
  condition: by_key and reads and first_time_here and production and not filter_service
falsepositives: ['A service that moves to a second region']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 82
  playbook: leaked-credential
  subject: actor
  scope: {environments: [prod]}
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI2:2025', 'NHI8:2025', DE.AE-03, ZTA tenet 4, RS.MI-01]
`
