/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: GuardDuty reports misuse of a role's session
name: guardduty-session-abuse
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e26
status: test
description: |
  A GuardDuty finding about a session, or about a role whose key it does not name; samples are left out. How severe it is
  says how bad, not how likely. The rule reads the normalised alert, because GuardDuty spells its fields in two ways
  depending on the road they came.
tags: [attack.initial-access, attack.t1078.004]
logsource: {product: sluicegate, service: signal}
detection:
  finding:
    format: guardduty
    type|contains: ':IAMUser/'
  of_session:
    credentials.kind: aws-session-key
  of_role:
    affected.kind: cloud-role
    credentials.id|exists: false
  filter_sample:
    isSample: true
  condition: finding and 1 of of_* and not filter_sample
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 70
  playbook: stolen-session
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI4:2025', DE.AE-07, RS.MI-01]
`
