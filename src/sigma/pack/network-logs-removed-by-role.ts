/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: The network’s flow logs were removed by a role
name: network-logs-removed-by-role
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e3a
status: test
description: |
  Flow logs were deleted: from now on nobody sees where data goes. Teams do this when they take an environment down.
  What is held here is a session, not a lasting key.
tags: [attack.defense-evasion, attack.t1562.008]
logsource: {product: aws, service: cloudtrail}
detection:
  deletes:
    eventSource: ec2.amazonaws.com
    eventName: DeleteFlowLogs
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: by_role and deletes and not filter_refused
falsepositives: ['An environment that is taken down']
level: medium
sluicegate:
  version: 1
  threatens: session
  confidence: 50
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [network-flows, session-list, source-records]
  frameworks: [PR.PS-04, DE.CM-01]
`
