import type { ConnectorKind } from '../kind.ts'
import { onlyOne } from '../target/http-switch.ts'
import {
  type Aim,
  createSwitch,
  type Reading,
  refText,
  unreadableAnswer,
  unreadableFault,
} from '../target/switch-connector.ts'
import { codeOf, IAM_FIELDS, iamCaller, iamHealth, sendToIam, VERSION, WHO } from './iam-call.ts'

/** Makes an access key of an IAM user inactive by the published query API, and reads it back from the list of keys. */
export const AWS_IAM_KEY: ConnectorKind = {
  id: 'aws-iam-key',
  title: 'AWS IAM access key',
  purpose: 'Sets an access key of an IAM user inactive, and active again.',
  actions: ['deactivate-key', 'reactivate-key'],
  fields: IAM_FIELDS,
  leastPrivilege: [
    'iam:ListAccessKeys and iam:UpdateAccessKey on the users that it may act on; iam:GetUser to find them',
  ],
  triedAgainst: 'Answers as AWS documents them, and the signature example that AWS publishes.',
  isTried: false,
  create(config, tools) {
    const call = iamCaller(config, tools)
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
          send: (aim, way, signal) => sendToIam(call, change(aim, way), signal),
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
      health: (signal) => iamHealth(call, { Action: 'ListAccessKeys', Version: VERSION, MaxItems: '1' }, signal),
    })
  },
}

/** A user's name, plain or at the end of its ARN; characters as IAM allows them. */
function userNameOf(name: string): string | null {
  return /^(?:arn:[^:]+:iam::\d{12}:user\/(?:[^/]+\/)*)?([\w+=,.@-]{1,64})$/.exec(name)?.[1] ?? null
}

/** The status of one key among the members of the list. */
function statusOf(xml: string, id: string): string | null {
  const member = xml.split('<member>').find((part) => part.includes(`<AccessKeyId>${id}</AccessKeyId>`))
  return member === undefined ? null : (/<Status>(Active|Inactive)<\/Status>/.exec(member)?.[1] ?? null)
}
