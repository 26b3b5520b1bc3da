/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A certificate authority was trusted to mint sessions by a role
name: trust-anchor-created-by-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e34
status: test
description: |
  IAM Roles Anywhere now accepts certificates of another authority: whoever holds its key can make sessions at will,
  without any key of ours. An account does this once in years. What is held here is a session, not a lasting key.
tags: [attack.persistence, attack.t1098.001, attack.t1484.002, attack.t1649]
logsource: {product: aws, service: cloudtrail}
detection:
  creates:
    eventSource: rolesanywhere.amazonaws.com
    eventName: [CreateTrustAnchor, UpdateTrustAnchor]
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: by_role and creates and not filter_refused
falsepositives: ['Set-up of hybrid workloads']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 70
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, session-list, source-records]
  frameworks: ['NHI4:2025', 'NHI6:2025', PR.AA-03]
`
