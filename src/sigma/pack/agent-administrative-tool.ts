/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: An agent reaches for an administrative tool
name: agent-administrative-tool
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e17
status: test
description: |
  In a logged model call, the model asks for a tool that changes rights, keys or records of others. Whether the agent's
  task window is open is not in the record; its owner's approved list is on the identity.
tags: [attack.execution, attack.t1059.009]
logsource: {product: aws, service: bedrock}
detection:
  asks:
    output.outputBodyJson.output.message.content.toolUse.name:
      - 'iam_*'
      - '*_admin'
      - 'admin_*'
      - 'grant_*'
      - 'delete_*'
      - 'export_all_*'
      - 'disable_*'
  condition: asks
level: high
sluicegate:
  version: 1
  threatens: tool
  confidence: 72
  playbook: rogue-agent-tool
  subject: actor
  scope: {kinds: [ai-agent, cloud-role]}
  automation: {allowed: true, threshold: 70, stepsPerHour: 3}
  owners: {triage: soc, contain: application, recover: application}
  preserve: [agent-transcript, source-records]
  frameworks: ['NHI5:2025', ASI02, T2, AML.T0053, MAESTRO L3, MANAGE 2.4]
`
