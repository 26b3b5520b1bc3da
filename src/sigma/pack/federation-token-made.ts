/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A session was made that outlives its key
name: federation-token-made
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e3e
status: test
description: |
  GetFederationToken makes a session of up to 36 hours from an IAM user's key. Deactivating the key later does not end
  it, which is why it is made after a theft. Old sign-in brokers do it for their living.
tags: [attack.persistence, attack.defense-evasion, attack.t1550.001, attack.t1078.004]
logsource: {product: aws, service: cloudtrail}
detection:
  makes:
    eventSource: sts.amazonaws.com
    eventName: GetFederationToken
    userIdentity.type: IAMUser
  filter_refused:
    errorCode|exists: true
  filter_habit:
    novel.is_settled: true
    novel.action: false
  condition: makes and not 1 of filter_*
falsepositives: ['A sign-in broker that is new here']
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 55
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, credential-metadata, source-records]
  frameworks: ['NHI4:2025', PR.AA-03, ZTA tenet 3]
`
