/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A posture tool reports a weakness of an identity
name: posture-weakness
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e27
status: test
description: |
  An open Wiz issue about rights, keys or exposure. Nobody has done anything yet: it is worth an owner's time and no
  containment, and it lends weight to whatever else fires on the identity.
tags: [attack.privilege-escalation, attack.t1078.004]
logsource: {product: sluicegate, service: wiz-issue}
detection:
  issue:
    type: [TOXIC_COMBINATION, CLOUD_CONFIGURATION]
    status: [OPEN, IN_PROGRESS]
  condition: issue
level: low
sluicegate:
  version: 1
  threatens: identity
  confidence: 25
  playbook: compromised-identity
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, session-list]
  frameworks: ['NHI5:2025', ID.RA-01, PR.AA-05]
`
