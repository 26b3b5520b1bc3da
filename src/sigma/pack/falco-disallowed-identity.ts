/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A cluster identity outside the allowed list acted
name: falco-disallowed-identity
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e21
status: test
description: |
  Falco saw the Kubernetes API serve an identity that is on no list. Node identities and people have rules of their own.
tags: [attack.initial-access, attack.t1078]
logsource: {product: falco, service: falco}
detection:
  disallowed:
    rule: Disallowed K8s User
    output_fields.ka.user.name: '?*'
  filter_node:
    output_fields.ka.user.name|startswith: 'system:node:'
  condition: disallowed and not filter_node
falsepositives: ['A new controller that nobody entered into the list']
level: medium
sluicegate:
  version: 1
  threatens: workload
  confidence: 55
  playbook: compromised-workload
  subject: actor
  owners: {triage: soc, contain: platform, recover: application}
  preserve: [workload-snapshot, network-flows]
  frameworks: ['NHI9:2025', DE.CM-09]
`
