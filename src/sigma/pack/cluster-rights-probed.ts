/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Refused call of a service account
name: refused_call_of_service_account
logsource: {product: kubernetes, service: audit}
detection:
  refused:
    responseStatus.code: 403
    user.username|startswith: 'system:serviceaccount:'
  filter_system:
    user.username|startswith: 'system:serviceaccount:kube-'
  condition: refused and not filter_system
---
title: A service account tries what it may not, again and again
name: cluster-rights-probed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e54
status: test
description: |
  Ten refused calls of one Kubernetes service account within five minutes. System components that lost a right do the
  same until somebody looks; they are left out.
tags: [attack.discovery, attack.t1613]
correlation:
  type: event_count
  rules: [refused_call_of_service_account]
  group-by: [user.username]
  timespan: 5m
  condition: {gte: 10}
falsepositives: ['A role binding that was taken away']
level: medium
sluicegate:
  version: 1
  threatens: workload
  confidence: 52
  playbook: compromised-workload
  subject: actor
  owners: {triage: soc, contain: platform, recover: application}
  preserve: [workload-snapshot, network-flows]
  frameworks: ['NHI5:2025', DE.AE-02, DE.CM-09]
`
