/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A decoy role or secret was used
name: decoy-touched-aws
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e08
status: test
description: |
  A decoy in AWS, reported through Security Hub, was assumed, read or decrypted. No legitimate use exists. Calls that only
  list the decoy along with everything else are left out.
tags: [attack.discovery, attack.t1580]
logsource: {product: aws, service: securityhub}
detection:
  decoy:
    ProductName: DecoyDetector
    RecordState: ACTIVE
  used:
    Action.AwsApiCallAction.Api: [AssumeRole, GetSecretValue, Decrypt, GetObject, GetItem, Invoke]
  condition: decoy and used
level: high
sluicegate:
  version: 1
  threatens: identity
  confidence: 92
  playbook: decoy-touched
  subject: actor
  owners: {triage: soc, contain: iam, recover: iam}
  preserve: [source-records, session-list]
  frameworks: ['NHI2:2025', DE.AE-08, RS.MI-01]
`
