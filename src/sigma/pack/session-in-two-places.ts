/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: One session is used from two networks at once
name: session-in-two-places
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e44
status: test
description: |
  A role's session goes back and forth between networks within minutes, and with more than one
  program: two hold it. A program behind changing addresses keeps its user agent.
tags: [attack.credential-access, attack.t1550.001, attack.t1539]
logsource: {product: aws, service: cloudtrail}
detection:
  two_places:
    session.kind: session
    session.overlap: true
    session.user_agents|gte: 2
    userIdentity.type: AssumedRole
  filter_service:
    - userIdentity.invokedBy|exists: true
    - sourceIPAddress|endswith: amazonaws.com
    - sourceIPAddress: AWS Internal
  filter_person:
    userIdentity.sessionContext.sessionIssuer.userName|startswith: AWSReservedSSO_
  condition: two_places and not 1 of filter_*
falsepositives: ['A laptop that changes between office and home']
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 70
  playbook: stolen-session
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI4:2025', ZTA tenet 6, DE.AE-03, RS.MI-01]
`
