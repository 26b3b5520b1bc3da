import type { Execution, Health } from '../connector.ts'
import {
  addressField,
  type ConnectorConfig,
  type ConnectorTools,
  secretField,
  textField,
  WrongSetting,
} from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, reasonOf } from '../outbound/read-answer.ts'
import { headerSecret } from '../target/http-target.ts'
import { signV4 } from './sigv4.ts'

export const WHO = 'AWS IAM'
export const VERSION = '2010-05-08'
const CONTENT_TYPE = 'application/x-www-form-urlencoded; charset=utf-8'

/** How one reaches IAM: the same for every kind that calls it. */
export const IAM_FIELDS = [
  addressField('endpoint', 'Endpoint', 'https://iam.amazonaws.com, or the one of your partition'),
  textField('region', 'Region of the signature', 'us-east-1 for the commercial partition'),
  textField('accessKeyId', 'Access key id', 'Of this connector'),
  secretField('secretAccessKey', 'Secret access key', 'Of this connector'),
]

type Form = Readonly<Record<string, string>>
export type IamCall = (fields: Form, signal: AbortSignal) => Promise<Delivered>

/** One signed call of the query API. Throws `WrongSetting` for settings that cannot be used, and `DeliveryBroken` as `Deliver` does. */
export function iamCaller(config: ConnectorConfig, tools: ConnectorTools): IamCall {
  const endpoint = (config.values['endpoint'] ?? '').trim().replace(/\/+$/, '')
  if (!URL.canParse(endpoint)) throw new WrongSetting('endpoint', 'It is no address.')
  const host = new URL(endpoint).host
  const key = {
    accessKeyId: (config.values['accessKeyId'] ?? '').trim(),
    secretAccessKey: headerSecret(config, 'secretAccessKey'),
    region: (config.values['region'] ?? '').trim(),
    service: 'iam',
  }
  return async (fields, signal) => {
    const body = formOf(fields)
    const signed = signV4(
      { method: 'POST', host, path: '/', query: '', contentType: CONTENT_TYPE, body },
      key,
      await tools.now(),
    )
    const headers = { ...signed, 'content-type': CONTENT_TYPE, 'content-length': String(body.length) }
    return tools.deliver({ method: 'POST', url: `${endpoint}/`, headers, body }, signal)
  }
}

/** Sends a change; what breaks on the way is unknown, and IAM's own "too fast" is tried again. */
export async function sendToIam(call: IamCall, fields: Form, signal: AbortSignal): Promise<Execution> {
  try {
    const answer = await call(fields, signal)
    return codeOf(answer) === 'Throttling'
      ? { kind: 'unknown', reason: `${WHO} asks for time.`, retryAfterMs: 5_000 }
      : executionOf(answer, WHO)
  } catch (error) {
    return brokenExecution(error, WHO)
  }
}

/** Well if this question is answered. */
export async function iamHealth(call: IamCall, question: Form, signal: AbortSignal): Promise<Health> {
  try {
    const answer = await call(question, signal)
    const meaning = executionOf(answer, WHO)
    return answer.status === 200
      ? { ok: true, detail: `${WHO} answers and takes our signature.` }
      : { ok: false, detail: meaning.kind === 'accepted' ? meaning.detail : meaning.reason }
  } catch (error) {
    return { ok: false, detail: `${WHO} did not answer: ${reasonOf(error)}` }
  }
}

/** As IAM wants it: RFC 3986, so that the bytes that are signed are the bytes that are sent. */
function formOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(
      ([name, value]) =>
        `${name}=${encodeURIComponent(value).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    )
    .join('&')
}

/** The code of an error, null where it is none. */
export function codeOf({ status, body }: Delivered): string | null {
  return status === 200 ? null : (/<Code>(\w{1,60})<\/Code>/.exec(body)?.[1] ?? null)
}
