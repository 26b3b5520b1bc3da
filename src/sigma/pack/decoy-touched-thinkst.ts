/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A canary or canarytoken was triggered
name: decoy-touched-thinkst
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e10
status: test
description: |
  A Thinkst canary or token reports an incident. That a canary went offline is an incident of another kind and is left
  out.
tags: [attack.discovery, attack.t1580]
logsource: {product: sluicegate, service: thinkst-canary}
detection:
  incident:
    AlertType: [CanaryIncident, CanarytokenIncident]
  condition: incident
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 85
  playbook: decoy-touched
  subject: actor
  owners: {triage: soc, contain: iam, recover: iam}
  preserve: [source-records, session-list]
  frameworks: ['NHI2:2025', DE.AE-08, RS.MI-01]
`
