/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A service key of an AI platform was created
name: ai-service-key-created
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e20
status: test
description: A key that belongs to no person was created on the Anthropic platform.
tags: [attack.persistence, attack.t1098.001]
logsource: {product: anthropic, service: activity}
detection:
  created:
    type: service_key_created
  condition: created
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 45
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI7:2025', PR.AA-01]
`
