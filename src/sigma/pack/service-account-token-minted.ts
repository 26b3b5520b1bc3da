/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A token was minted for a Kubernetes service account
name: service-account-token-minted
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e14
status: test
description: |
  Somebody asked the API server for a token of a service account. Kubelets and controllers do this all day for pods and
  for the system's own accounts; they are left out.
tags: [attack.persistence, attack.t1098.006, attack.t1528]
logsource: {product: kubernetes, service: audit}
detection:
  minted:
    verb: create
    objectRef.resource: serviceaccounts
    objectRef.subresource: token
    responseStatus.code: [200, 201]
  filter_system:
    user.username|startswith: 'system:'
    objectRef.namespace|startswith: kube-
  filter_kubelet:
    user.username|startswith: 'system:node:'
  condition: minted and not 1 of filter_*
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 70
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI7:2025', PR.AA-01]
`
