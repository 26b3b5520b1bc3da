/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A live secret was found in a repository
name: secret-found-in-code
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e07
status: test
description: |
  GitHub secret scanning opens or reopens an alert that nobody has resolved. That the secret still works is not said
  unless its validity is; an inactive one is left out.
tags: [attack.credential-access, attack.t1552.001]
logsource: {product: github, service: webhook}
detection:
  alert:
    action: [created, reopened, publicly_leaked]
    alert.secret_type: '?*'
    alert.resolution: null
  filter_dead:
    alert.validity: inactive
  condition: alert and not filter_dead
falsepositives: ['Example keys in documentation']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 70
  playbook: leaked-credential
  subject: affected
  includes: [secret-reported-by-log]
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI2:2025', PR.AA-01, RS.MI-01]
`
