/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: The address fence of a GitHub organisation was taken down
name: github-fence-removed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e5b
status: test
description: |
  Tokens of the organisation work from anywhere now: what kept a stolen one useless is gone. Adding an address is
  ordinary and left out.
tags: [attack.defense-evasion, attack.t1556.009]
logsource: {product: github, service: audit}
detection:
  removes:
    action: [ip_allow_list.disable, ip_allow_list.disable_for_installed_apps]
  condition: removes
falsepositives: ['A move to another network']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 62
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, source-records]
  frameworks: ['NHI4:2025', PR.AA-05, ZTA tenet 6]
`
