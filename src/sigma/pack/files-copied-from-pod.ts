/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Files were copied out of a pod
name: files-copied-from-pod
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e5f
status: test
description: |
  kubectl cp runs tar in the pod and reads its output. What lies in a pod is mostly its secrets, and whoever copies
  them has the workload's identity. Copying into a pod is left out.
tags: [attack.collection, attack.credential-access, attack.t1609, attack.t1552.007]
logsource: {product: kubernetes, service: audit}
detection:
  executes:
    objectRef.resource: pods
    objectRef.subresource: exec
    responseStatus.code: [101, 200, 201]
  packs_to_output:
    requestURI|contains|all: ['command=tar', 'command=cf', 'command=-']
  filter_system:
    objectRef.namespace|startswith: kube-
  condition: executes and packs_to_output and not filter_system
falsepositives: ['Engineers who look after the pod']
level: medium
sluicegate:
  version: 1
  threatens: workload
  confidence: 54
  playbook: compromised-workload
  subject: actor
  owners: {triage: soc, contain: platform, recover: application}
  preserve: [workload-snapshot, network-flows, source-records]
  frameworks: ['NHI2:2025', DE.CM-09]
`
