/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A guardrail stopped a model call
name: agent-guardrail-intervened
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e18
status: test
description: The model's guardrail cut an answer. Once is a clumsy question; it is worth a look what the agent was fed.
tags: [attack.execution, attack.t1059.009]
logsource: {product: aws, service: bedrock}
detection:
  stopped:
    output.outputBodyJson.stopReason: guardrail_intervened
  condition: stopped
level: low
sluicegate:
  version: 1
  threatens: tool
  confidence: 35
  playbook: rogue-agent-tool
  subject: actor
  owners: {triage: soc, contain: application, recover: application}
  preserve: [agent-transcript, source-records]
  frameworks: [ASI01, T6, AML.T0051, MAESTRO L5, MANAGE 4.1]
`
