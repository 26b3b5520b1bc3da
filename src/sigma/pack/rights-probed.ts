/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Refused call of a role
name: refused_call_of_role
logsource: {product: aws, service: cloudtrail}
detection:
  refused:
    errorCode: [AccessDenied, AccessDeniedException, Client.UnauthorizedOperation, UnauthorizedOperation]
    userIdentity.type: AssumedRole
  filter_service:
    - userIdentity.invokedBy|exists: true
    - sourceIPAddress|endswith: amazonaws.com
    - sourceIPAddress: AWS Internal
  filter_person:
    userIdentity.sessionContext.sessionIssuer.userName|startswith: AWSReservedSSO_
  condition: refused and not 1 of filter_*
---
title: A role tries what it may not, again and again
name: rights-probed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e50
status: test
description: |
  Fifteen refused calls of one role's session within five minutes: somebody holds it and tries what it is good for. A
  program that lost a right in a deployment repeats its call just as often, which is why this is a suspicion.
tags: [attack.discovery, attack.t1580, attack.t1078.004]
correlation:
  type: event_count
  rules: [refused_call_of_role]
  group-by: [userIdentity.arn]
  timespan: 5m
  condition: {gte: 15}
falsepositives: ['A deployment that took a right away']
level: medium
sluicegate:
  version: 1
  threatens: session
  confidence: 56
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI5:2025', DE.AE-02, DE.AE-03]
`
