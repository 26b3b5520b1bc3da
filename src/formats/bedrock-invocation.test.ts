import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../domain/json/json.ts'
import { bedrockInvocation } from './bedrock-invocation.ts'
import { describeTelemetry, fixture, fixturesOfOthers, signalOf } from './telemetry-kit.ts'

const BEDROCK = 'ai-agents/panther-bedrock-invocation.ndjson'

describeTelemetry(bedrockInvocation, { own: [BEDROCK], others: fixturesOfOthers('bedrock-invocation') })

const byText = (text: string): JsonObject =>
  fixture(BEDROCK).find((record) => JSON.stringify(record).includes(text)) ?? {}
const withAnswer = (outputBodyJson: Json, arn = 'arn:aws:sts::1:assumed-role/app/s'): JsonObject => ({
  ...byText('Converse'),
  identity: { arn },
  output: { outputBodyJson },
})

test('a role calls a model; what was asked and answered stays in the raw record', () => {
  const signal = signalOf(bedrockInvocation, byText('guardrail_intervened'))
  expect(signal).toMatchObject({
    id: 'bb98d9a8-bd9a-47ca-976b-f165ef1f8b67',
    title: 'Converse on anthropic.claude-3-haiku-20240307-v1:0 by role_details',
    actor: { kind: 'cloud-role', label: 'role_details' },
    sessions: [{ id: 'arn:aws:sts::111111111111:assumed-role/role_details/suspicious.user', startedAt: null }],
    account: '111111111111',
    region: 'us-west-2',
    labels: { stopReason: 'guardrail_intervened', guardrailIntervened: 'true' },
    observedAt: Date.UTC(2025, 4, 15, 14, 17, 22),
    timeFlags: ['zone-assumed'],
    severity: 'unknown',
  })
  expect(JSON.stringify(signal)).not.toContain('suspicious question')
})

test('the tools that a model asked for are named, in the dialect of Converse and of the model', () => {
  const converse = withAnswer({
    output: { message: { content: [{ text: 'hm' }, { toolUse: { name: 'run_sql', input: { q: 'drop' } } }] } },
  })
  expect(signalOf(bedrockInvocation, converse)).toMatchObject({ tool: 'run_sql', labels: { tools: 'run_sql' } })
  const native = withAnswer({ content: [{ type: 'tool_use', name: 'send_mail', input: {} }], stop_reason: 'tool_use' })
  expect(signalOf(bedrockInvocation, native)).toMatchObject({ tool: 'send_mail', labels: { stopReason: 'tool_use' } })
})

test('the role that Bedrock makes for agents is an agent, and no other role is guessed to be one', () => {
  const kindOf = (role: string) =>
    signalOf(bedrockInvocation, withAnswer({}, `arn:aws:sts::1:assumed-role/${role}/s`)).actor?.kind
  expect(kindOf('AmazonBedrockExecutionRoleForAgents_X1')).toBe('ai-agent')
  expect(kindOf('agent-runner')).toBe('cloud-role')
})

test('token counts come from the answer where the log counts none', () => {
  const signal = signalOf(bedrockInvocation, byText('Converse'))
  expect(signal.labels['totalTokens']).toBeDefined()
})
