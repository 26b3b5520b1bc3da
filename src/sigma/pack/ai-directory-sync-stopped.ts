/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: The directory’s hold on an AI platform was removed
name: ai-directory-sync-stopped
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e60
status: test
description: |
  SCIM was switched off: whoever leaves the company keeps access to the AI platform, and keys stay with people who are
  gone.
tags: [attack.persistence, attack.t1556]
logsource: {product: openai, service: audit}
detection:
  stops:
    type: scim.disabled
  condition: stops
falsepositives: ['A move to another directory']
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 48
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, source-records]
  frameworks: ['NHI1:2025', PR.AA-01, DE.CM-06]
`
