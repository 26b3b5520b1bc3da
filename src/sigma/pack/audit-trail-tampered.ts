/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Audit trail stopped, deleted or narrowed
name: audit-trail-tampered
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e02
status: test
description: |
  Somebody tries to stop CloudTrail or to make it see less. An attempt that AWS refuses counts as well: the intent is
  the same, and an attacker tries more than once.
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
  filter_service:
    userIdentity.type: AWSService
  filter_role:
    userIdentity.type: AssumedRole
  condition: (trail or sees_less) and not 1 of filter_*
falsepositives: ['A trail that is taken down with its environment']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 75
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [trail-configuration, credential-metadata, source-records]
  frameworks: [PR.PS-04, DE.CM-09, RS.AN-07]
`
