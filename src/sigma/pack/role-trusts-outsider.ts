/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A role was opened to another account
name: role-trusts-outsider
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e31
status: test
description: |
  The trust policy of a role now names an AWS principal and never the account it stands in: whoever holds that
  principal can become the role, from outside. Vendors are let in like this, too, once and announced.
tags: [attack.persistence, attack.privilege-escalation, attack.t1098.003, attack.t1484.002]
logsource: {product: aws, service: cloudtrail}
detection:
  changes:
    eventSource: iam.amazonaws.com
    eventName: UpdateAssumeRolePolicy
    requestParameters.policyDocument|contains: '"AWS"'
  own_account:
    requestParameters.policyDocument|fieldref|contains: recipientAccountId
  filter_refused:
    errorCode|exists: true
  filter_role:
    userIdentity.type: AssumedRole
  condition: changes and not own_account and not 1 of filter_*
falsepositives: ['A vendor that somebody announced']
level: high
sluicegate:
  version: 1
  threatens: credential
  confidence: 70
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [policies-and-grants, credential-metadata, source-records]
  frameworks: ['NHI3:2025', 'NHI6:2025', PR.AA-05]
`
