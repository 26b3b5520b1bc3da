import type { Execution } from '../connector.ts'
import { addressField, type ConnectorKind, secretField, textField, WrongSetting } from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, reasonOf } from '../outbound/read-answer.ts'
import { onlyOne } from '../target/http-switch.ts'
import { headerSecret } from '../target/http-target.ts'
import {
  type Aim,
  createSwitch,
  type Reading,
  refText,
  unreadableAnswer,
  unreadableFault,
} from '../target/switch-connector.ts'
import { signV4 } from './sigv4.ts'

const WHO = 'AWS IAM'
const VERSION = '2010-05-08'
const CONTENT_TYPE = 'application/x-www-form-urlencoded; charset=utf-8'

/** Makes an access key of an IAM user inactive by the published query API, and reads it back from the list of keys. */
export const AWS_IAM_KEY: ConnectorKind = {
  id: 'aws-iam-key',
  title: 'AWS IAM access key',
  purpose: 'Sets an access key of an IAM user inactive, and active again.',
  actions: ['deactivate-key', 'reactivate-key'],
  fields: [
    addressField('endpoint', 'Endpoint', 'https://iam.amazonaws.com, or the one of your partition'),
    textField('region', 'Region of the signature', 'us-east-1 for the commercial partition'),
    textField('accessKeyId', 'Access key id', 'Of this connector'),
    secretField('secretAccessKey', 'Secret access key', 'Of this connector'),
  ],
  leastPrivilege: [
    'iam:ListAccessKeys and iam:UpdateAccessKey on the users that it may act on; iam:GetUser to find them',
  ],
  triedAgainst: 'Answers as AWS documents them, and the signature example that AWS publishes.',
  isTried: false,
  create(config, tools) {
    const endpoint = (config.values['endpoint'] ?? '').trim().replace(/\/+$/, '')
    if (!URL.canParse(endpoint)) throw new WrongSetting('endpoint', 'It is no address.')
    const host = new URL(endpoint).host
    const key = {
      accessKeyId: (config.values['accessKeyId'] ?? '').trim(),
      secretAccessKey: headerSecret(config, 'secretAccessKey'),
      region: (config.values['region'] ?? '').trim(),
      service: 'iam',
    }
    const call = async (fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Delivered> => {
      const body = formOf(fields)
      const signed = signV4(
        { method: 'POST', host, path: '/', query: '', contentType: CONTENT_TYPE, body },
        key,
        await tools.now(),
      )
      const headers = { ...signed, 'content-type': CONTENT_TYPE, 'content-length': String(body.length) }
      return tools.deliver({ method: 'POST', url: `${endpoint}/`, headers, body }, signal)
    }
    const change = (aim: Aim, way: 'close' | 'open') => ({
      Action: 'UpdateAccessKey',
      Version: VERSION,
      UserName: aim.account,
      AccessKeyId: refText(aim),
      Status: way === 'close' ? 'Inactive' : 'Active',
    })
    return createSwitch({
      title: config.name,
      // IAM says of itself that changes may take seconds to be seen everywhere.
      verifyWithinMs: 60_000,
      undoSeconds: 30,
      drivers: [
        {
          close: 'deactivate-key',
          open: 'reactivate-key',
          survives: ['Temporary credentials that the key obtained from STS: they live until they expire.'],
          undoCannotRestore: [],
          aim: ({ account, credentialIds }) => {
            const only = onlyOne(credentialIds, 'key')
            if (typeof only === 'string' || 'notSetUp' in only) return Promise.resolve(only)
            const isKey = /^[A-Z0-9]{16,128}$/.test(only.one)
            return Promise.resolve(isKey ? { account, ref: only.one } : `${only.one} is no access key id.`)
          },
          describe: (aim, way) => ({ method: 'POST', path: '/', form: change(aim, way) }),
          read: async (aim, signal): Promise<Reading> => {
            try {
              const answer = await call(
                { Action: 'ListAccessKeys', Version: VERSION, UserName: aim.account, MaxItems: '1000' },
                signal,
              )
              if (codeOf(answer) === 'NoSuchEntity')
                return { kind: 'gone', detail: `${WHO} knows no user ${aim.account}.` }
              if (answer.status !== 200 || answer.isCut) return unreadableAnswer(answer, WHO)
              const status = statusOf(answer.body, refText(aim))
              if (status === null) return { kind: 'gone', detail: `${WHO} lists no such key of ${aim.account}.` }
              const isClosed = status === 'Inactive'
              return {
                kind: 'known',
                isClosed,
                containment: isClosed ? 'new-sessions-only' : 'not-contained',
                detail: `${WHO} lists the key as ${status}.`,
                mark: null,
              }
            } catch (error) {
              return unreadableFault(error, WHO)
            }
          },
          send: async (aim, way, signal): Promise<Execution> => {
            try {
              const answer = await call(change(aim, way), signal)
              return codeOf(answer) === 'Throttling'
                ? { kind: 'unknown', reason: `${WHO} asks for time.`, retryAfterMs: 5_000 }
                : executionOf(answer, WHO)
            } catch (error) {
              return brokenExecution(error, WHO)
            }
          },
        },
      ],
      find: async (names, signal) => {
        for (const name of names) {
          const user = userNameOf(name)
          if (user === null) continue
          const answer = await call({ Action: 'GetUser', Version: VERSION, UserName: user }, signal)
          if (answer.status === 200 && answer.body.includes(`<UserName>${user}</UserName>`)) return user
        }
        return null
      },
      health: async (signal) => {
        try {
          const answer = await call({ Action: 'ListAccessKeys', Version: VERSION, MaxItems: '1' }, signal)
          const meaning = executionOf(answer, WHO)
          return answer.status === 200
            ? { ok: true, detail: `${WHO} answers and takes our signature.` }
            : { ok: false, detail: meaning.kind === 'accepted' ? meaning.detail : meaning.reason }
        } catch (error) {
          return { ok: false, detail: `${WHO} did not answer: ${reasonOf(error)}` }
        }
      },
    })
  },
}

/** A user's name, plain or at the end of its ARN; characters as IAM allows them. */
function userNameOf(name: string): string | null {
  return /^(?:arn:[^:]+:iam::\d{12}:user\/(?:[^/]+\/)*)?([\w+=,.@-]{1,64})$/.exec(name)?.[1] ?? null
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

function codeOf({ status, body }: Delivered): string | null {
  return status === 200 ? null : (/<Code>(\w{1,60})<\/Code>/.exec(body)?.[1] ?? null)
}

/** The status of one key among the members of the list. */
function statusOf(xml: string, id: string): string | null {
  const member = xml.split('<member>').find((part) => part.includes(`<AccessKeyId>${id}</AccessKeyId>`))
  return member === undefined ? null : (/<Status>(Active|Inactive)<\/Status>/.exec(member)?.[1] ?? null)
}
