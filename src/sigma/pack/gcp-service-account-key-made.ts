/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A key was made for a Google service account
name: gcp-service-account-key-made
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e56
status: test
description: |
  A key that never expires and works from anywhere. Google's own advice is to have none; workloads get their tokens
  from the platform.
tags: [attack.persistence, attack.t1098.001]
logsource: {product: gcp, service: gcp.audit}
detection:
  makes:
    protoPayload.methodName|endswith: [CreateServiceAccountKey, UploadServiceAccountKey]
  refused:
    protoPayload.status.code|gt: 0
  condition: makes and not refused
falsepositives: ['A system outside of Google that has no federation']
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 50
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI7:2025', PR.AA-01]
`
