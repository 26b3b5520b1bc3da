/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: User created
name: user_created
logsource: {product: aws, service: cloudtrail}
detection:
  creates:
    eventSource: iam.amazonaws.com
    eventName: CreateUser
  filter_refused:
    errorCode|exists: true
  condition: creates and not filter_refused
---
title: User made administrator
name: user_made_administrator
logsource: {product: aws, service: cloudtrail}
detection:
  attaches:
    eventSource: iam.amazonaws.com
    eventName: AttachUserPolicy
    requestParameters.policyArn|endswith: [':policy/AdministratorAccess', ':policy/IAMFullAccess', ':policy/PowerUserAccess']
  filter_refused:
    errorCode|exists: true
  condition: attaches and not filter_refused
---
title: User given a key
name: user_given_key
logsource: {product: aws, service: cloudtrail}
detection:
  creates:
    eventSource: iam.amazonaws.com
    eventName: CreateAccessKey
  filter_refused:
    errorCode|exists: true
  condition: creates and not filter_refused
---
title: A user was made, made administrator and given a key
name: administrator-planted
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e52
status: test
description: |
  Within a quarter of an hour one identity creates a user, gives it administrator rights and makes a key for it: a way
  back in that has nothing to do with the way that was taken. Set-up of an account does this with roles, not with
  keys.
tags: [attack.persistence, attack.privilege-escalation, attack.t1136.003, attack.t1098.001, attack.t1098.003]
correlation:
  type: temporal
  rules: [user_created, user_made_administrator, user_given_key]
  group-by: [userIdentity.arn, requestParameters.userName]
  timespan: 15m
level: critical
sluicegate:
  version: 1
  threatens: credential
  confidence: 93
  playbook: leaked-credential
  subject: actor
  includes: [new-administrator, new-administrator-by-role, access-key-for-another, access-key-made-by-role]
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, credential-metadata, source-records]
  frameworks: ['NHI5:2025', PR.AA-01, PR.AA-05, DE.AE-03, RS.MI-01]
`
