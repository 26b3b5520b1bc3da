/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Access key made by a role
name: access-key-made-by-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e25
status: test
description: |
  A role's session makes a lasting key for a user: access that outlives the session. Rotation robots do this too.
tags: [attack.persistence, attack.t1098.001]
logsource: {product: aws, service: cloudtrail}
detection:
  creates:
    eventSource: iam.amazonaws.com
    eventName: CreateAccessKey
    requestParameters.userName: '?*'
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: by_role and creates and not filter_refused
falsepositives: ['Rotation robots']
level: medium
sluicegate:
  version: 1
  threatens: session
  confidence: 55
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI7:2025', PR.AA-01, DE.CM-03]
`
