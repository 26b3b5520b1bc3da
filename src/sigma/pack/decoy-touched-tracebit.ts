/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A Tracebit canary was touched
name: decoy-touched-tracebit
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e09
status: test
description: A canary resource that nothing legitimate uses was accessed.
tags: [attack.discovery, attack.t1580]
logsource: {product: sluicegate, service: tracebit}
detection:
  canary:
    discriminator.type: tracebit_alert_log
    discriminator.subtype|contains: canary
  condition: canary
falsepositives: ['People who click through every bucket']
level: high
sluicegate:
  version: 1
  threatens: identity
  confidence: 85
  playbook: decoy-touched
  subject: actor
  owners: {triage: soc, contain: iam, recover: iam}
  preserve: [source-records, session-list]
  frameworks: ['NHI2:2025', DE.AE-08, RS.MI-01]
`
