/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A token is found in code although it was rotated
name: secret-in-code-after-rotation
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e49
status: test
description: |
  Secret scanning reports a token that the inventory has as rotated, inactive or revoked. Either the old value is
  still accepted, or the leak that led to the rotation is still open and the next value goes the same way. Whether the
  old one is refused is the first thing to look at.
tags: [attack.credential-access, attack.t1552.001, attack.t1213.003]
logsource: {product: sluicegate, service: signal}
detection:
  found:
    form: finding
    format: [github-webhook, github-audit, gitguardian]
    credentials.id: '?*'
  resolved:
    sourceStatus: [resolved, archived, suppressed]
  dead_by_the_book:
    secret.state: [rotated, inactive, revoked]
  condition: found and dead_by_the_book and not resolved
falsepositives: ['The history of a repository that is scanned for the first time']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 72
  playbook: leaked-credential
  subject: affected
  includes: [secret-found-in-code, secret-reported-by-log]
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [repository-state, credential-metadata, source-records]
  frameworks: ['NHI2:2025', 'NHI7:2025', PR.AA-01, RS.MI-02]
`
