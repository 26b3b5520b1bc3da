/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A GitHub App was installed in the organisation
name: github-app-installed-by-log
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e59
status: test
description: |
  The audit log says that somebody installed an app, and not what it may do. The webhook says more; this is for
  organisations that send only the log.
tags: [attack.persistence, attack.t1671]
logsource: {product: github, service: audit}
detection:
  installs:
    action: integration_installation.create
  condition: installs
falsepositives: ['A new tool that somebody announced']
level: low
sluicegate:
  version: 1
  threatens: identity
  confidence: 35
  playbook: compromised-identity
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants]
  frameworks: ['NHI3:2025', PR.AA-05]
`
