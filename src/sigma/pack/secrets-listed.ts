/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Secrets of a namespace were listed
name: secrets-listed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e15
status: test
description: A list or watch of secrets returns all their values at once. System components do it; a workload seldom has to.
tags: [attack.credential-access, attack.t1552.007]
logsource: {product: kubernetes, service: audit}
detection:
  listed:
    verb: [list, watch]
    objectRef.resource: secrets
    responseStatus.code: 200
  filter_system:
    - user.username|startswith: ['system:serviceaccount:kube-', 'system:node:']
    - user.username: ['system:apiserver', 'system:kube-controller-manager', 'system:kube-scheduler']
  condition: listed and not filter_system
falsepositives: ['Secret operators and backup tools']
level: medium
sluicegate:
  version: 1
  threatens: workload
  confidence: 60
  playbook: compromised-workload
  subject: actor
  owners: {triage: soc, contain: platform, recover: application}
  preserve: [workload-snapshot, network-flows]
  frameworks: ['NHI2:2025', PR.AA-05, DE.CM-09]
`
