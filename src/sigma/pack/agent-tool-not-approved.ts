/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: An agent calls a tool that nobody approved for it
name: agent-tool-not-approved
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e47
status: test
description: |
  The tool is not on the list that the agent's owner approved, and it can change something. Tools that only read are
  left out: agents look around.
tags: [attack.execution, attack.t1059.009]
logsource: {product: sluicegate, service: signal}
detection:
  calls:
    form: event
    tool: '?*'
  not_approved:
    agent.tool_approved: false
  harmless:
    agent.tool_authority: read
  condition: calls and not_approved and not harmless
falsepositives: ['A tool that was approved and not yet listed']
level: medium
sluicegate:
  version: 1
  threatens: tool
  confidence: 62
  playbook: rogue-agent-tool
  subject: actor
  scope: {kinds: [ai-agent]}
  owners: {triage: soc, contain: application, recover: application}
  preserve: [agent-transcript, source-records]
  frameworks: ['NHI5:2025', ASI02, T2, AML.T0053, MAESTRO L3, PR.AA-05]
`
