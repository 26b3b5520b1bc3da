/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: An OpenAI key with administrative scopes
name: ai-key-with-all-scopes
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e19
status: test
description: A key of an AI platform is created or widened so that it may do everything.
tags: [attack.persistence, attack.t1098.001]
logsource: {product: openai, service: audit}
detection:
  created:
    type: api_key.created
    api_key_created.data.scopes: [all, admin, 'organization:write']
  widened:
    type: api_key.updated
    api_key_updated.data.scopes: [all, admin, 'organization:write']
  condition: created or widened
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 65
  playbook: leaked-credential
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI5:2025', PR.AA-05, AML.T0012]
`
