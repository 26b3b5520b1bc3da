/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Somebody works inside a container
name: container-foothold
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e28
status: test
description: |
  Falco saw a shell, a new binary, a sensitive file read or a call to the cluster's API from inside a container. Whoever is
  in there holds the service account of the pod. Engineers who look after a pod do the same.
tags: [attack.execution, attack.t1609]
logsource: {product: falco, service: falco}
detection:
  foothold:
    rule:
      - Terminal shell in container
      - Drop and execute new binary in container
      - Read sensitive file untrusted
      - Contact K8S API Server From Container
    output_fields.container.id: '?*'
  filter_host:
    output_fields.container.id: host
  condition: foothold and not filter_host
falsepositives: ['Debugging in production', 'Operators that call the API by design']
level: medium
sluicegate:
  version: 1
  threatens: workload
  confidence: 45
  playbook: compromised-workload
  subject: affected
  owners: {triage: soc, contain: platform, recover: application}
  preserve: [workload-snapshot, network-flows]
  frameworks: [DE.CM-09, RS.MI-01]
`
