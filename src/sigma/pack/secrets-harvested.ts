/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Secret read
name: secret_read
logsource: {product: aws, service: cloudtrail}
detection:
  reads:
    eventSource: secretsmanager.amazonaws.com
    eventName: GetSecretValue
  filter_refused:
    errorCode|exists: true
  filter_service:
    - userIdentity.invokedBy|exists: true
    - sourceIPAddress|endswith: amazonaws.com
    - sourceIPAddress: AWS Internal
  filter_infrastructure_as_code:
    userAgent|contains: Terraform
    novel.user_agent: false
  filter_habit:
    novel.is_settled: true
    novel.action: false
    novel.resource: false
  condition: reads and not 1 of filter_*
---
title: One identity reads many secrets in a row
name: secrets-harvested
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e51
status: test
description: |
  Ten different secrets read by one identity within ten minutes. A workload reads its own two or three; deployments
  and backup tools read many: left out is infrastructure as code that the identity was seen with before, and what an
  identity with a long history reads every day.
tags: [attack.credential-access, attack.t1555.006]
correlation:
  type: value_count
  rules: [secret_read]
  group-by: [userIdentity.arn]
  timespan: 10m
  condition: {field: requestParameters.secretId, gte: 10}
falsepositives: ['Set-up of an environment by infrastructure as code','A new backup tool']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 66
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI2:2025', 'NHI5:2025', DE.AE-03, RS.MI-01]
`
