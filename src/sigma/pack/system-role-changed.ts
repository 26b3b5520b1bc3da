/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A role of the cluster itself was changed
name: system-role-changed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e5e
status: test
description: |
  The roles under the name system: belong to Kubernetes, and updates of the control plane restore them. Whoever
  changes one by hand gives its rights to everything that already has it.
tags: [attack.privilege-escalation, attack.persistence, attack.t1098.006]
logsource: {product: kubernetes, service: audit}
detection:
  changes:
    verb: [update, patch, delete]
    objectRef.resource: [roles, clusterroles]
    objectRef.name|startswith: 'system:'
    responseStatus.code: [200, 201]
  filter_system:
    user.username|startswith: ['system:', 'eks:']
  filter_add_on:
    objectRef.name: ['system:coredns', 'system:metrics-server']
  condition: changes and not 1 of filter_*
level: high
sluicegate:
  version: 1
  threatens: workload
  confidence: 78
  playbook: compromised-workload
  subject: actor
  owners: {triage: soc, contain: platform, recover: application}
  preserve: [policies-and-grants, source-records]
  frameworks: ['NHI5:2025', PR.AA-05, DE.CM-09, RS.MI-01]
`
