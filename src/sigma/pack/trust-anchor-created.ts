/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A certificate authority was trusted to mint sessions
name: trust-anchor-created
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e33
status: test
description: |
  IAM Roles Anywhere now accepts certificates of another authority: whoever holds its key can make sessions at will,
  without any key of ours. An account does this once in years.
tags: [attack.persistence, attack.t1098.001, attack.t1484.002, attack.t1649]
logsource: {product: aws, service: cloudtrail}
detection:
  creates:
    eventSource: rolesanywhere.amazonaws.com
    eventName: [CreateTrustAnchor, UpdateTrustAnchor]
  filter_refused:
    errorCode|exists: true
  filter_role:
    userIdentity.type: AssumedRole
  condition: creates and not 1 of filter_*
falsepositives: ['Set-up of hybrid workloads']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 70
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, credential-metadata, source-records]
  frameworks: ['NHI4:2025', 'NHI6:2025', PR.AA-03]
`
