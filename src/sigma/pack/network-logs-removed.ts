/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: The network’s flow logs were removed
name: network-logs-removed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e39
status: test
description: |
  Flow logs were deleted: from now on nobody sees where data goes. Teams do this when they take an environment down.
tags: [attack.defense-evasion, attack.t1562.008]
logsource: {product: aws, service: cloudtrail}
detection:
  deletes:
    eventSource: ec2.amazonaws.com
    eventName: DeleteFlowLogs
  filter_refused:
    errorCode|exists: true
  filter_role:
    userIdentity.type: AssumedRole
  condition: deletes and not 1 of filter_*
falsepositives: ['An environment that is taken down']
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 50
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [network-flows, credential-metadata, source-records]
  frameworks: [PR.PS-04, DE.CM-01]
`
