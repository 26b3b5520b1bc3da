/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A guardrail of the models was deleted
name: guardrail-removed
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e3f
status: test
description: |
  A Bedrock guardrail is gone: models answer what it used to stop, for every agent behind it. Changes of a guardrail
  are ordinary tuning and left out.
tags: [attack.defense-evasion, attack.t1578]
logsource: {product: aws, service: cloudtrail}
detection:
  deletes:
    eventSource: bedrock.amazonaws.com
    eventName: DeleteGuardrail
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  condition: deletes and by_role and not filter_refused
falsepositives: ['A guardrail that was replaced by another']
level: medium
sluicegate:
  version: 1
  threatens: session
  confidence: 55
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, policies-and-grants]
  frameworks: [ASI01, AML.T0051, MAESTRO L6, MANAGE 4.1]
`
