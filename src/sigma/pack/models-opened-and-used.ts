/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Model access opened
name: model_access_opened
logsource: {product: aws, service: cloudtrail}
detection:
  opens:
    eventSource: bedrock.amazonaws.com
    eventName: [PutFoundationModelEntitlement, CreateFoundationModelAgreement, PutUseCaseForModelAccess]
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: opens and not filter_refused
---
title: Model invoked
name: model_invoked
logsource: {product: aws, service: cloudtrail}
detection:
  invokes:
    eventSource: bedrock.amazonaws.com
    eventName|startswith: [InvokeModel, Converse]
    userIdentity.type: AssumedRole
  condition: invokes
---
title: Access to models was opened and used at once
name: models-opened-and-used
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e53
status: test
description: |
  A session opens access to a foundation model and invokes it within the hour. The team that opens access is seldom
  the workload that uses it, and never the same session: this is somebody who runs models at your cost.
tags: [attack.impact, attack.t1496.004]
correlation:
  type: temporal_ordered
  rules: [model_access_opened, model_invoked]
  group-by: [userIdentity.arn]
  timespan: 1h
falsepositives: ['A first try by the team that asked for the model']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 82
  playbook: stolen-session
  subject: actor
  includes: [model-access-enabled]
  scope: {kinds: [cloud-role]}
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI5:2025', DE.AE-03, AML.T0012, RS.MI-01]
`
