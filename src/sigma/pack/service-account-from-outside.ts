/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A Kubernetes service account calls from a public address
name: service-account-from-outside
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e5c
status: test
description: |
  The token of a service account belongs into a pod, and pods call from the cluster's own network. A call from a
  public address means that the token left the cluster, refused or not: cutting the pod off does not end it, revoking
  the token does. Clusters that are reached through a public name from their own pods look the same.
tags: [attack.credential-access, attack.initial-access, attack.t1528, attack.t1550.001]
logsource: {product: kubernetes, service: audit}
detection:
  service_account:
    user.username|startswith: 'system:serviceaccount:'
    sourceIPs: '?*'
  inside:
    sourceIPs|cidr: [10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 127.0.0.0/8, 'fc00::/7', 'fe80::/10', '::1/128']
  condition: service_account and not inside
falsepositives: ['Pods that reach their own API server by its public name']
level: high
sluicegate:
  version: 2
  threatens: session
  confidence: 74
  playbook: abused-tokens
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, workload-snapshot, network-flows, source-records]
  frameworks: ['NHI2:2025', 'NHI6:2025', DE.CM-01, ZTA tenet 6, RS.MI-01]
`
