/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: AWS found the key in public and quarantined it
name: key-quarantined
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e05
status: test
description: |
  AWS attaches AWSCompromisedKeyQuarantine to a user whose access key it found in a public place. The policy forbids a
  few costly calls and leaves the key alive: the key itself still has to go.
tags: [attack.credential-access, attack.t1552.001]
logsource: {product: aws, service: cloudtrail}
detection:
  quarantine:
    eventSource: iam.amazonaws.com
    eventName: [AttachUserPolicy, AttachRolePolicy, PutUserPolicy]
  by_arn:
    requestParameters.policyArn|contains: ':policy/AWSCompromisedKeyQuarantine'
  by_name:
    requestParameters.policyName|startswith: AWSCompromisedKeyQuarantine
  condition: quarantine and 1 of by_*
level: critical
sluicegate:
  version: 1
  threatens: credential
  confidence: 95
  playbook: leaked-credential
  subject: affected
  automation: {allowed: true, threshold: 90, stepsPerHour: 3}
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI2:2025', PR.AA-01, RS.MI-01]
`
