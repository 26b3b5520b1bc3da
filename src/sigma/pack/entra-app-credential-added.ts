/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A credential was added to an application in Entra ID
name: entra-app-credential-added
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e58
status: test
description: |
  An application or service principal got another secret or certificate. Whoever adds it can sign in as the
  application from anywhere, beside the one that is in use, and no consumer notices.
tags: [attack.persistence, attack.t1098.001]
logsource: {product: azure, service: auditlogs}
detection:
  adds:
    operationName|startswith: ['Add service principal credentials', 'Update application – Certificates and secrets management']
  result:
    properties.result: success
  condition: adds and result
falsepositives: ['A rotation','Set-up of a new application']
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 52
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, policies-and-grants, source-records]
  frameworks: ['NHI7:2025', 'NHI1:2025', PR.AA-01]
`
