/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: GitHub found a secret in a repository
name: secret-reported-by-log
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e5a
status: test
description: |
  The audit log says that secret scanning opened an alert, and not of what kind. The webhook says more; this is for
  organisations that send only the log.
tags: [attack.credential-access, attack.t1552.001]
logsource: {product: github, service: audit}
detection:
  opens:
    action: secret_scanning_alert.create
  condition: opens
falsepositives: ['Example keys in documentation']
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 58
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [repository-state, credential-metadata]
  frameworks: ['NHI2:2025', PR.AA-01]
`
