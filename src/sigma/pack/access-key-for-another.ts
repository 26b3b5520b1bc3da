/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: Access key made for a named user
name: access-key-for-another
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e04
status: test
description: |
  CreateAccessKey for another user than the one who calls. A key for somebody else is a way in under another name; people
  and rotation robots that renew their own are left out.
tags: [attack.persistence, attack.t1098.001]
logsource: {product: aws, service: cloudtrail}
detection:
  creates:
    eventSource: iam.amazonaws.com
    eventName: CreateAccessKey
    requestParameters.userName: '?*'
  filter_refused:
    errorCode|exists: true
  filter_own:
    requestParameters.userName|fieldref: userIdentity.userName
  filter_role:
    userIdentity.type: AssumedRole
  condition: creates and not 1 of filter_*
falsepositives: ['A robot that rotates the keys of others', 'Onboarding by hand']
level: medium
sluicegate:
  version: 2
  threatens: credential
  confidence: 60
  playbook: leaked-credential
  subject: actor
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [credential-metadata, source-records]
  frameworks: ['NHI7:2025', PR.AA-01, DE.CM-03]
`
