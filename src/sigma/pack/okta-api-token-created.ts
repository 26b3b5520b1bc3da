/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: An Okta API token was created
name: okta-api-token-created
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e22
status: test
description: The token carries all the rights of the administrator who made it and outlives the session it was made in.
tags: [attack.persistence, attack.t1098.001]
logsource: {product: okta, service: okta}
detection:
  created:
    eventType: system.api_token.create
    outcome.result: SUCCESS
  condition: created
level: medium
sluicegate:
  version: 1
  threatens: credential
  confidence: 50
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI7:2025', PR.AA-01]
`
