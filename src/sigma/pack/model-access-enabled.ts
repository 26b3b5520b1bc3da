/** Sigma YAML: read by `loadPack`, shown and edited as it stands. */
export default `title: A role opens access to foundation models
name: model-access-enabled
id: 5b1f0a52-6a2e-4d0c-9b53-6a4c3c0f8e16
status: test
description: |
  A role's session accepts a model agreement, files the use case or requests the entitlement: the steps before somebody
  runs models at your cost. A team does this once per account and model.
tags: [attack.impact, attack.t1496.004]
logsource: {product: aws, service: cloudtrail}
detection:
  opens:
    eventSource: bedrock.amazonaws.com
    eventName:
      - PutFoundationModelEntitlement
      - CreateFoundationModelAgreement
      - PutUseCaseForModelAccess
  by_role:
    userIdentity.type: AssumedRole
  filter_refused:
    errorCode|exists: true
  filter_person:
    userIdentity.sessionContext.sessionIssuer.userName|startswith: AWSReservedSSO_
  condition: opens and by_role and not 1 of filter_*
level: high
sluicegate:
  version: 1
  threatens: session
  confidence: 70
  playbook: stolen-session
  subject: actor
  scope: {kinds: [cloud-role]}
  automation: {allowed: true, threshold: 70, stepsPerHour: 3}
  owners: {triage: soc, contain: iam, recover: application}
  preserve: [session-list, source-records]
  frameworks: ['NHI5:2025', DE.CM-03, AML.T0012]
`
