import * as z from 'zod'
import { printable } from '../../../domain/json/read-json.ts'
import { type SecretAlert, secretAlertOf } from '../../../domain/signal/secret-alert-name.ts'
import { type ConnectorKind, linesField, WrongSetting } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { httpKind } from '../target/http-kind.ts'
import { readLines } from '../target/http-switch.ts'
import { jsonBody } from '../target/http-target.ts'
import type { Aim } from '../target/switch-connector.ts'
import { ADDRESS, GITHUB, githubTarget, REPOSITORY, TOKEN, TRIED_AGAINST } from './github-api.ts'

const Alert = z.object({
  number: z.number(),
  state: z.enum(['open', 'resolved']),
  resolution: z.string().nullish(),
  resolved_at: z.string().nullish(),
  secret_type: z.string().optional(),
  validity: z.string().nullish(),
})
/** `secretType` is what GitHub found it to be: the approver sees it beside the credential that is cut. Older plans have none. */
const Ref = z.object({ repository: z.string(), number: z.number(), secretType: z.string().nullable().default(null) })

/**
 * Resolves an alert of secret scanning as revoked, and opens it again. It contains nothing: it tells GitHub what was done elsewhere. The
 * secret itself is never asked for.
 */
export const GITHUB_SECRET_ALERT: ConnectorKind = httpKind({
  id: 'github-secret-alert',
  title: 'GitHub secret scanning alert',
  purpose: 'Resolves the alert of secret scanning about a leaked secret as revoked, and opens it again.',
  who: GITHUB,
  closes: 'secret-alert',
  survives: ['The secret in the history of the repository, and alerts about it in other repositories.'],
  undoCannotRestore: ['The comment, which stays in the history of the alert.'],
  fields: [ADDRESS, TOKEN, linesField('repositories', 'Repositories', 'owner/repository, one a line')],
  leastPrivilege: ['A fine-grained token with Secret scanning alerts: read and write, on these repositories only'],
  triedAgainst: TRIED_AGAINST,
  isTried: false,
  open(config, tools) {
    const repositories = new Set(readLines(config.values['repositories'] ?? ''))
    const wrong = [...repositories].find((one) => !REPOSITORY.test(one))
    if (wrong !== undefined) throw new WrongSetting('repositories', `${wrong} is no owner/repository.`)
    const target = githubTarget(config, tools)
    const refIn = (name: string): SecretAlert | null => {
      const alert = secretAlertOf(name)
      return alert !== null && repositories.has(alert.repository) ? alert : null
    }
    return {
      target,
      find: (names) => Promise.resolve(names.find((name) => refIn(name) !== null) ?? null),
      health: { method: 'GET', path: '/rate_limit' },
      aim: async ({ account, credentialIds }, signal) => {
        const named = credentialIds.map(refIn).filter((ref) => ref !== null)
        const [ref, second] = named.length > 0 ? named : [refIn(account)].filter((one) => one !== null)
        if (ref === undefined) return `${account} names no alert of secret scanning in the repositories that are set.`
        if (second !== undefined) return `It takes one alert at a time; ${named.length} are named.`
        const answer = await target.ask('GET', lookPath(ref), signal).catch(() => null)
        const alert = answer?.status === 200 ? Alert.safeParse(parseAnswer(answer)).data : undefined
        if (alert?.number !== ref.number) return `${GITHUB} did not show alert ${ref.number} of ${ref.repository}.`
        const other =
          alert.state === 'resolved' && alert.resolution !== 'revoked' ? (alert.resolution ?? 'nothing') : null
        // Somebody's judgement is not written over.
        const secretType = alert.secret_type === undefined ? null : printable(alert.secret_type).slice(0, 100)
        return other === null
          ? { account, ref: { ...ref, secretType } }
          : `Somebody resolved alert ${ref.number} as ${printable(other)}.`
      },
      change: (aim, way, key) => ({
        method: 'PATCH',
        path: pathOf(refOf(aim)),
        body: jsonBody(
          way === 'open'
            ? { state: 'open' }
            : {
                state: 'resolved',
                resolution: 'revoked',
                resolution_comment: `Revoked and read back by Sluicegate before this: step ${key === '' ? '(the id of this step)' : key}.`,
              },
        ),
      }),
      look: (aim) => ({ method: 'GET', path: lookPath(refOf(aim)) }),
      // A 404 is also how GitHub says that we may not see it, so it is never taken for an alert that is gone.
      understand: (answer, aim) => {
        const read = Alert.safeParse(answer.status === 200 ? parseAnswer(answer) : null)
        if (!read.success || read.data.number !== refOf(aim).number) return null
        const { state, resolution, resolved_at: at, validity } = read.data
        const how = state === 'open' ? 'open' : `resolved as ${printable(resolution ?? 'nothing')}`
        const finds = validity == null ? '' : ` ${GITHUB} last found the secret ${printable(validity)}.`
        return {
          kind: 'known',
          isClosed: state === 'resolved' && resolution === 'revoked',
          isOpen: state === 'open',
          containment: 'not-contained',
          detail: `The alert is ${how}.${finds}`,
          mark: at ?? null,
        }
      },
    }
  },
})

function pathOf({ repository, number }: SecretAlert): string {
  return `/repos/${repository}/secret-scanning/alerts/${number}`
}

function lookPath(ref: SecretAlert): string {
  return `${pathOf(ref)}?hide_secret=true`
}

function refOf({ ref }: Aim): z.infer<typeof Ref> {
  return Ref.parse(ref)
}
