/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A role tries to take the account out of its organisation
name: organization-left
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e3d
status: test
description: |
  The account would lose the guard rails, the central trail and the alarms of its organisation at once. An attempt
  that AWS refuses counts as well: no program does this by mistake.
tags: [attack.defense-evasion, attack.t1562.008]
logsource: {product: aws, service: cloudtrail}
detection:
  leaves:
    eventSource: organizations.amazonaws.com
    eventName: [LeaveOrganization, RemoveAccountFromOrganization]
    userIdentity.type: AssumedRole
  condition: leaves
falsepositives: ['An account that is sold or closed']
level: critical
sluicegate:
  version: 1
  threatens: session
  confidence: 85
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, trail-configuration, source-records]
  frameworks: [PR.AA-05, DE.CM-09, RS.MI-01]
`
