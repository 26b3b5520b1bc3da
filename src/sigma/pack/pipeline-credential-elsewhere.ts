/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A pipeline’s credential is used outside the pipeline
name: pipeline-credential-elsewhere
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e4e
status: test
description: |
  The identity of a build pipeline comes from a network that its runners never used, with a program that they never
  used, after a history that means something: its token left the runner.
tags: [attack.initial-access, attack.t1528, attack.t1677, attack.t1078.004]
logsource: {product: sluicegate, service: signal}
detection:
  acts:
    form: event
    call.operation: '?*'
  pipeline:
    identity.kind: ci-pipeline
  new_here:
    novel.network: true
    novel.user_agent: true
    novel.is_settled: true
  condition: acts and pipeline and new_here
falsepositives: ['Runners that moved to another provider']
level: high
sluicegate:
  version: 1
  threatens: pipeline
  confidence: 76
  playbook: compromised-pipeline
  subject: actor
  scope: {kinds: [ci-pipeline]}
  owners: {triage: soc, contain: platform, recover: platform}
  preserve: [pipeline-runs, source-records]
  frameworks: ['NHI6:2025', 'NHI2:2025', DE.AE-03, RS.MI-01]
`
