/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Audit trail stopped, deleted or narrowed by a role
name: audit-trail-tampered-by-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e23
status: test
description: |
  Somebody tries to stop CloudTrail or to make it see less. An attempt that AWS refuses counts as well: the intent is
  the same, and an attacker tries more than once. What is held here is a session, not a lasting key.
tags: [attack.defense-evasion, attack.t1562.008]
logsource: {product: aws, service: cloudtrail}
detection:
  trail:
    eventSource: cloudtrail.amazonaws.com
    eventName: [StopLogging, DeleteTrail, UpdateTrail, DeleteEventDataStore]
  sees_less:
    eventSource: cloudtrail.amazonaws.com
    eventName: PutEventSelectors
    requestParameters.eventSelectors.includeManagementEvents: false
  by_role:
    userIdentity.type: AssumedRole
  condition: by_role and (trail or sees_less)
falsepositives: ['A trail that is taken down with its environment']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 75
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [trail-configuration, session-list, source-records]
  frameworks: [PR.PS-04, DE.CM-09, RS.AN-07]
`
