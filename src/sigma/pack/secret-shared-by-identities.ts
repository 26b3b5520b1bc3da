/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: One secret is used by several identities
name: secret-shared-by-identities
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e4b
status: test
description: |
  The same credential was seen in the hands of three identities or more. Nobody has done anything wrong yet: it cannot
  be rotated without breaking all of them, and no log tells who it was.
tags: [attack.initial-access, attack.t1078]
logsource: {product: sluicegate, service: signal}
detection:
  used:
    form: event
    call.outcome: success
  shared:
    secret.used_by|gte: 3
  condition: used and shared
level: low
sluicegate:
  version: 1
  threatens: credential
  confidence: 30
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata]
  frameworks: ['NHI9:2025', PR.AA-02, ID.AM-08]
`
