/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Somebody signs in to the console as a machine
name: console-used-as-machine
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e45
status: test
description: |
  An identity that is described as a machine's opened the web console. No program does that: a person uses its
  password, one of ours or not.
tags: [attack.initial-access, attack.t1078.004]
logsource: {product: aws, service: cloudtrail}
detection:
  signs_in:
    eventName: ConsoleLogin
    responseElements.ConsoleLogin: Success
  machine:
    identity.known: true
    identity.kind: [service-account, api-key, workload, ci-pipeline, ai-agent, bot]
  condition: signs_in and machine
falsepositives: ['Break-glass use that somebody announced']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 80
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, credential-metadata, source-records]
  frameworks: ['NHI10:2025', PR.AA-03, DE.CM-03]
`
