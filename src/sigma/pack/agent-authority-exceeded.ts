/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: An agent reaches beyond the authority of its task
name: agent-authority-exceeded
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e48
status: test
description: |
  The tool can do more than anything on the agent's approved list: an agent that reads was talked into something that
  administers, or one that writes into something that deletes.
tags: [attack.privilege-escalation, attack.execution, attack.t1059.009]
logsource: {product: sluicegate, service: signal}
detection:
  calls:
    form: event
    tool: '?*'
  beyond:
    agent.authority_exceeded: true
    agent.tool_authority: admin
  condition: calls and beyond
level: high
sluicegate:
  version: 1
  threatens: tool
  confidence: 74
  playbook: rogue-agent-tool
  subject: actor
  includes: [agent-administrative-tool, agent-tool-not-approved]
  scope: {kinds: [ai-agent]}
  owners: {triage: soc, contain: application, recover: application}
  preserve: [agent-transcript, source-records]
  frameworks: [ASI01, ASI03, T3, T6, AML.T0053, MAESTRO L3, MANAGE 2.4]
`
