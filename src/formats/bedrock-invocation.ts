import { at, isArray, type Json, type JsonObject, objectsAt, own, textAt } from '../domain/json/json.ts'
import type { ApiCall, IdentityRef } from '../domain/signal/signal.ts'
import { type Format, type FormatContext, type Normalised, refused } from './format.ts'
import { awsIdentity, awsSessions, parseArn } from './shared/aws.ts'
import { cloudWatchMessages, pipelineType, recordId, resourceOf, sentence } from './shared/telemetry.ts'
import { labelsOf } from './shared/text.ts'
import { observed } from './shared/times.ts'
import { toSignal } from './shared/to-signal.ts'

/**
 * Amazon Bedrock model invocation logs, alone or in CloudWatch Logs. Prompts and answers stay in the raw record; a signal
 * says who called which model, how much of it, which tools the model asked for, and whether a guardrail stepped in.
 */
export const bedrockInvocation: Format = {
  name: 'bedrock-invocation',
  title: 'Amazon Bedrock model invocation log',
  form: 'event',
  unwrap: cloudWatchMessages,
  recognise,
  normalise,
}

function recognise(record: JsonObject): { certainty: number; because: string } {
  if (textAt(record, 'schemaType') === 'ModelInvocationLog') {
    return { certainty: 100, because: 'schemaType is ModelInvocationLog' }
  }
  return pipelineType(record) === 'AWS.BedrockModelInvocation'
    ? { certainty: 97, because: 'p_log_type is AWS.BedrockModelInvocation' }
    : { certainty: 0, because: 'schemaType is not ModelInvocationLog' }
}

function normalise(record: JsonObject, context: FormatContext): Normalised {
  const operation = textAt(record, 'operation')
  if (operation === null) return refused('a model invocation has an operation', '/operation')
  const modelId = textAt(record, 'modelId')
  const actor = actorOf(textAt(record, 'identity', 'arn'))
  const tools = toolsOf(record)
  const error = textAt(record, 'errorCode')
  const call: ApiCall = {
    service: 'bedrock.amazonaws.com',
    operation,
    outcome: error === null ? 'success' : 'failure',
    error,
  }
  const requestId = textAt(record, 'requestId')
  const id = recordId(requestId, record, context)
  return toSignal({
    format: 'bedrock-invocation',
    form: 'event',
    id,
    dedupKey: `bedrock-invocation:${id}`,
    vendor: 'AWS',
    product: 'Bedrock',
    type: operation,
    title: sentence(operation, { place: shortModel(modelId), actor: actor?.label ?? null }, call),
    ...observed(own(record, 'timestamp'), own(record, 'p_event_time')),
    actor,
    sessions: awsSessions(textAt(record, 'identity', 'arn')),
    resources: resourceOf('AWS::Bedrock::FoundationModel', modelId, shortModel(modelId)),
    account: textAt(record, 'accountId'),
    region: textAt(record, 'region'),
    call,
    tool: tools[0] ?? null,
    labels: labelsOf([
      ['tools', tools],
      ['stopReason', stopReason(record)],
      ['guardrailIntervened', stopReason(record) === 'guardrail_intervened' ? true : undefined],
      ['inputTokens', firstCount(at(record, 'input', 'inputTokenCount'), usage(record, 'inputTokens'))],
      ['outputTokens', firstCount(at(record, 'output', 'outputTokenCount'), usage(record, 'outputTokens'))],
      ['totalTokens', usage(record, 'totalTokens')],
      ['inferenceRegion', own(record, 'inferenceRegion')],
    ]),
  })
}

/** Roles that Bedrock itself gives to agents carry this prefix by default. Other roles may serve an agent too; we do not guess. */
function actorOf(arn: string | null): IdentityRef | null {
  const identity = awsIdentity({ type: arn?.includes(':user/') ? 'IAMUser' : null, arn })
  return identity !== null && /(?:^|\/)AmazonBedrockExecutionRoleForAgents_/.test(parseArn(arn)?.resource ?? '')
    ? { ...identity, kind: 'ai-agent' }
    : identity
}

function body(record: JsonObject): Json | undefined {
  return at(record, 'output', 'outputBodyJson')
}

function stopReason(record: JsonObject): string | null {
  return textAt(body(record), 'stopReason') ?? textAt(body(record), 'stop_reason')
}

function usage(record: JsonObject, key: string): Json | undefined {
  return at(body(record), 'usage', key)
}

/** The log's own count is 0 where Bedrock could not tell; the model's answer may know better. */
function firstCount(...counts: readonly (Json | undefined)[]): Json | undefined {
  return counts.find((count) => typeof count === 'number' && count > 0) ?? counts.find((count) => count !== undefined)
}

/** Tools that the model asked for: `toolUse` in a Converse answer, `tool_use` in the model's native one. By name only. */
function toolsOf(record: JsonObject): string[] {
  const blocks = [...objectsAt(body(record), 'output', 'message', 'content'), ...objectsAt(body(record), 'content')]
  const streamed = isArray(body(record))
    ? objectsAt(body(record)).map((part) => at(part, 'contentBlockStart', 'start'))
    : []
  const names = [...blocks, ...streamed].map((block) =>
    textAt(block, 'type') === 'tool_use' ? textAt(block, 'name') : textAt(block, 'toolUse', 'name'),
  )
  return [...new Set(names.filter((name) => name !== null))]
}

/** `arn:aws:bedrock:…:inference-profile/us.anthropic.claude-…` → its last part. */
function shortModel(modelId: string | null): string | null {
  return modelId?.split('/').at(-1) ?? null
}
