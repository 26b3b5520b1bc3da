/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A GitHub App was installed with write access
name: github-app-installed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e11
status: test
description: An app gets a lasting identity of its own with write access to code, workflows, hooks or administration.
tags: [attack.persistence, attack.t1671]
logsource: {product: github, service: webhook}
detection:
  installed:
    action: created
    installation.app_id|exists: true
  writes_contents: {installation.permissions.contents: write}
  writes_administration: {installation.permissions.administration: write}
  writes_workflows: {installation.permissions.workflows: write}
  writes_hooks: {installation.permissions.repository_hooks: write}
  writes_secrets: {installation.permissions.secrets: write}
  condition: installed and 1 of writes_*
falsepositives: ['A new tool that somebody announced']
level: medium
sluicegate:
  version: 1
  threatens: identity
  confidence: 45
  playbook: compromised-identity
  subject: affected
  includes: [github-app-installed-by-log]
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, session-list]
  frameworks: ['NHI3:2025', PR.AA-05]
`
