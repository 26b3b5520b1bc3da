/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: GuardDuty reports misuse of a credential
name: guardduty-credential-abuse
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e06
status: test
description: |
  A GuardDuty finding about a user's access key; samples are left out. How severe it is says how bad, not how likely. The
  rule reads the normalised alert, because GuardDuty spells its fields in two ways depending on the road they came.
tags: [attack.initial-access, attack.t1078.004]
logsource: {product: sluicegate, service: signal}
detection:
  finding:
    format: guardduty
    type|contains: ':IAMUser/'
  filter_sample:
    isSample: true
  filter_session:
    credentials.kind: aws-session-key
  filter_role:
    affected.kind: cloud-role
    credentials.id|exists: false
  condition: finding and not 1 of filter_*
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 70
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI2:2025', DE.AE-07, RS.MI-01]
`
