/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: An agent calls an administrative tool outside its approved task window
name: agent-outside-task-window
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e46
status: test
description: |
  The tool can change rights or keys, or take the records of others, by its name, and the agent has no task at that
  hour. The approved windows stand on the identity; where none is described, nothing is said.
tags: [attack.execution, attack.t1059.009]
logsource: {product: sluicegate, service: signal}
detection:
  calls:
    form: event
    tool: '?*'
  administrative_by_authority:
    agent.tool_authority: admin
  administrative_by_name:
    tool: ['iam_*', '*_admin', 'admin_*', 'grant_*', 'delete_*', 'export_all_*', 'disable_*']
  no_task:
    agent.in_task_window: false
  condition: calls and 1 of administrative_* and no_task
falsepositives: ['A task that was moved without moving its window']
level: high
sluicegate:
  version: 1
  threatens: tool
  confidence: 88
  playbook: rogue-agent-tool
  subject: actor
  includes: [agent-administrative-tool, agent-authority-exceeded, agent-tool-not-approved]
  scope: {kinds: [ai-agent]}
  automation: {allowed: true, threshold: 80, stepsPerHour: 3}
  owners: {triage: soc, contain: application, recover: application}
  preserve: [agent-transcript, source-records]
  frameworks: ['NHI5:2025', ASI02, ASI03, T2, AML.T0053, MAESTRO L3, MANAGE 2.4, RS.MI-01]
`
