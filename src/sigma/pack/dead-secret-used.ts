/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A secret is used although it was rotated or revoked
name: dead-secret-used
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e4a
status: test
description: |
  A call succeeded with a credential that the inventory has as revoked, inactive or rotated a day ago or more. Either
  the rotation did not reach everything, or the old value is with somebody who does not know of the new one.
tags: [attack.persistence, attack.t1078.004, attack.t1550.001]
logsource: {product: sluicegate, service: signal}
detection:
  works:
    form: event
    call.outcome: success
    secret.is_own: true
  withdrawn:
    secret.state: [inactive, revoked]
  replaced:
    secret.state: rotated
    secret.days_since_rotated|gte: 1
  condition: works and (withdrawn or replaced)
falsepositives: ['A rotation that keeps the old value for a week']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 80
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI1:2025', 'NHI7:2025', PR.AA-01, DE.AE-03, RS.MI-02]
`
