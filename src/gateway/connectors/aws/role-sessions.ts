import { isObject, own } from '../../../domain/json/json.ts'
import { readJson } from '../../../domain/json/read-json.ts'
import type { ConnectorKind } from '../kind.ts'
import { createSwitch, type Reading, refText, unreadableAnswer, unreadableFault } from '../target/switch-connector.ts'
import { codeOf, IAM_FIELDS, iamCaller, iamHealth, sendToIam, VERSION, WHO } from './iam-call.ts'

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

/** The name that the AWS console itself gives this policy, so that whoever looks there knows what it is. */
const POLICY = 'AWSRevokeOlderSessions'

/**
 * Denies everything to the sessions of an IAM role that were issued before the plan was made, by an inline policy of the role. The
 * time is in the plan, so what was approved is what is denied; sessions issued after it go on, and the plan says so.
 */
export const AWS_ROLE_SESSIONS: ConnectorKind = {
  id: 'aws-role-sessions',
  title: 'AWS IAM role sessions',
  purpose: 'Denies everything to sessions of a role that were issued before a time, and takes that back.',
  actions: ['revoke-session', 'restore-session'],
  fields: IAM_FIELDS,
  leastPrivilege: [
    'iam:GetRole, iam:GetRolePolicy, iam:PutRolePolicy and iam:DeleteRolePolicy on the roles that it may act on',
    'iam:ListRoles, which tells whether it answers',
  ],
  triedAgainst: 'Answers as AWS documents them, and the signature example that AWS publishes.',
  isTried: false,
  create(config, tools) {
    const call = iamCaller(config, tools)
    const role = { Version: VERSION, PolicyName: POLICY }
    return createSwitch({
      title: config.name,
      // IAM says of itself that changes may take seconds to be seen everywhere.
      verifyWithinMs: 60_000,
      undoSeconds: 30,
      drivers: [
        {
          close: 'revoke-session',
          open: 'restore-session',
          survives: ['Sessions that were issued after the time in the plan, also while it waited for approval.'],
          undoCannotRestore: [],
          aim: async ({ account }) =>
            roleNameOf(account) === account
              ? { account, ref: new Date(await tools.now()).toISOString().replace(/\.\d+Z$/, 'Z') }
              : `${account} is no name of a role.`,
          // The time that was approved: by the clock of today it would be another plan every second.
          aimAgain: async (approved, { account }) => {
            const isPast = TIME.test(refText(approved)) && Date.parse(refText(approved)) <= (await tools.now())
            return approved.account === account && roleNameOf(account) === account && isPast
              ? approved
              : `The plan is not about the sessions of ${account} up to now.`
          },
          describe: (aim, way) => ({
            method: 'POST',
            path: '/',
            form: way === 'close' ? put(aim.account, refText(aim)) : drop(aim.account),
          }),
          read: async ({ account, ref }, signal): Promise<Reading> => {
            try {
              const answer = await call({ ...role, Action: 'GetRolePolicy', RoleName: account }, signal)
              if (codeOf(answer) === 'NoSuchEntity') return missing(answer.body, account)
              if (answer.status !== 200 || answer.isCut) return unreadableAnswer(answer, WHO)
              const before = deniedBefore(answer.body)
              // An older time leaves sessions open that this plan denies; a later one denies them as well.
              const isClosed = before !== null && typeof ref === 'string' && before >= ref
              return {
                kind: 'known',
                isClosed,
                containment: isClosed ? 'contained' : 'not-contained',
                detail:
                  before === null
                    ? `The policy ${POLICY} of the role says something else than a denial of older sessions.`
                    : `${WHO} denies everything to sessions issued before ${before}.`,
                mark: before,
              }
            } catch (error) {
              return unreadableFault(error, WHO)
            }
          },
          send: (aim, way, signal) =>
            sendToIam(call, way === 'close' ? put(aim.account, refText(aim)) : drop(aim.account), signal),
        },
      ],
      find: async (names, signal) => {
        for (const name of names) {
          const found = roleNameOf(name)
          if (found === null) continue
          const answer = await call({ Action: 'GetRole', Version: VERSION, RoleName: found }, signal)
          if (answer.status === 200 && answer.body.includes(`<RoleName>${found}</RoleName>`)) return found
        }
        return null
      },
      health: (signal) => iamHealth(call, { Action: 'ListRoles', Version: VERSION, MaxItems: '1' }, signal),
    })

    function put(name: string, before: string) {
      const condition = { DateLessThan: { 'aws:TokenIssueTime': before } }
      const statement = { Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition: condition }
      const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
      return { Action: 'PutRolePolicy', ...role, RoleName: name, PolicyDocument: document }
    }
    function drop(name: string) {
      return { Action: 'DeleteRolePolicy', ...role, RoleName: name }
    }
  },
}

/** A role without our policy is open; a role that is not there holds no sessions to deny. */
function missing(xml: string, account: string): Reading {
  return xml.includes(POLICY)
    ? { kind: 'known', isClosed: false, containment: 'not-contained', detail: `The role has no ${POLICY}.`, mark: null }
    : { kind: 'gone', detail: `${WHO} knows no role ${account}.` }
}

/** A role's name, plain or at the end of its ARN, also of an ARN of one of its sessions. */
function roleNameOf(name: string): string | null {
  const arn = /^arn:[^:]+:(?:iam::\d{12}:role\/(?:[^/]+\/)*|sts::\d{12}:assumed-role\/)([\w+=,.@-]{1,64})(?:\/[^/]+)?$/
  return arn.exec(name)?.[1] ?? (/^[\w+=,.@-]{1,64}$/.test(name) ? name : null)
}

/** The time in a policy that is exactly a denial of everything to older sessions; null for any other. IAM gives it URL-encoded. */
function deniedBefore(xml: string): string | null {
  const encoded = /<PolicyDocument>([^<]{1,20000})<\/PolicyDocument>/.exec(xml)?.[1]
  const text = encoded === undefined ? null : decoded(encoded)
  const read = text === null ? null : readJson(text)
  const statements = read?.ok === true && isObject(read.value) ? own(read.value, 'Statement') : null
  const [one, second] = Array.isArray(statements) ? statements : []
  if (!isObject(one) || second !== undefined || own(one, 'Effect') !== 'Deny') return null
  if (!isAll(own(one, 'Action')) || !isAll(own(one, 'Resource'))) return null
  const condition = own(one, 'Condition')
  if (!isObject(condition) || Object.keys(condition).join() !== 'DateLessThan') return null
  const times = own(condition, 'DateLessThan')
  const time = isObject(times) && Object.keys(times).length === 1 ? own(times, 'aws:TokenIssueTime') : null
  return typeof time === 'string' && TIME.test(time) ? time : null
}

function isAll(value: unknown): boolean {
  return value === '*' || (Array.isArray(value) && value.length === 1 && value[0] === '*')
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
