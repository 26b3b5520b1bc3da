import { asRole, type Change, withValue } from './cases.ts'

const allowsEverything = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] })
/** A trust policy that takes any workflow of GitHub. */
export const trustsGitHub = JSON.stringify({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::123837392027:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
    },
  ],
})

/** No public record shows these; each is a real record changed in the one place that the trigger is about. */
export const CHANGED: readonly (readonly [trigger: string, id: string, change: Change])[] = [
  ['new-administrator-by-role', 'invictus AttachUserPolicy f4923a37', asRole],
  ['access-key-made-by-role', 'invictus CreateAccessKey 8c282c0b', asRole],
  ['role-trusts-outsider-by-role', 'stratus iam UpdateAssumeRolePolicy', asRole],
  ['trust-anchor-created-by-role', 'invictus CreateTrustAnchor 2950830a', asRole],
  ['network-logs-removed-by-role', 'invictus DeleteFlowLogs de58d903', asRole],
  ['function-open-to-all-by-role', 'invictus AddPermission20150331v2 b1f37249', asRole],
  [
    'inline-administrator',
    'invictus PutRolePolicy a092fecb',
    withValue('requestParameters.policyDocument', allowsEverything),
  ],
  [
    'inline-administrator-by-role',
    'invictus PutRolePolicy a092fecb',
    (record) => asRole(withValue('requestParameters.policyDocument', allowsEverything)(record)),
  ],
  [
    'pipeline-trust-too-wide',
    'invictus CreateRole ff709962',
    withValue('requestParameters.assumeRolePolicyDocument', trustsGitHub),
  ],
  ['guardduty-credential-abuse', 'aws-samples-iam-finding', withValue('service.additionalInfo', {})],
  ['agent-administrative-tool', 'AWS.BedrockModelInvocation.GuardRailIntervened/1', askingForTool('grant_access')],
  [
    'entra-app-credential-added',
    'Azure.Audit.PolicyChanged/2',
    withValue('operationName', 'Add service principal credentials'),
  ],
]

/** A logged model call in which the model asks for a tool. */
export function askingForTool(name: string): Change {
  const content = [{ toolUse: { toolUseId: 'tooluse_1', name, input: {} } }]
  return (record) => ({
    ...record,
    output: { outputBodyJson: { stopReason: 'tool_use', output: { message: { role: 'assistant', content } } } },
  })
}
