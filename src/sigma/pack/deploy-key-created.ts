/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A deploy key was added to a repository
name: deploy-key-created
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e12
status: test
description: A key that belongs to nobody and never expires can now read or write the repository.
tags: [attack.persistence, attack.t1098.004]
logsource: {product: github, service: webhook}
detection:
  created:
    action: created
    key.id|exists: true
    key.title|exists: true
  condition: created
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 50
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI7:2025', PR.AA-01]
`
