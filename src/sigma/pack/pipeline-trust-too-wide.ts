/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A role trusts every pipeline of GitHub
name: pipeline-trust-too-wide
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e40
status: test
description: |
  A role accepts tokens of GitHub Actions without naming the repository they have to come from: anybody's workflow can
  become the role. It is a weakness, not an attack, and the one that made it mostly does not know.
tags: [attack.initial-access, attack.t1199, attack.t1078.004]
logsource: {product: aws, service: cloudtrail}
detection:
  writes:
    eventSource: iam.amazonaws.com
    eventName: CreateRole
    requestParameters.assumeRolePolicyDocument|contains: token.actions.githubusercontent.com
  rewrites:
    eventSource: iam.amazonaws.com
    eventName: UpdateAssumeRolePolicy
    requestParameters.policyDocument|contains: token.actions.githubusercontent.com
  names_repository:
    - requestParameters.assumeRolePolicyDocument|contains: 'githubusercontent.com:sub"'
    - requestParameters.policyDocument|contains: 'githubusercontent.com:sub"'
  filter_refused:
    errorCode|exists: true
  condition: (writes or rewrites) and not names_repository and not filter_refused
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 60
  playbook: stolen-session
  subject: affected
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, session-list]
  frameworks: ['NHI6:2025', PR.AA-03, PR.AA-05]
`
