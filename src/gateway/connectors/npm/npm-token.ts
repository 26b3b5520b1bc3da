import * as z from 'zod'
import { addressField, type ConnectorKind, secretField } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { among, httpKind } from '../target/http-kind.ts'
import { onlyOne } from '../target/http-switch.ts'
import { addressOf, httpTarget } from '../target/http-target.ts'
import { readSecrets } from '../target/secrets.ts'
import { refText } from '../target/switch-connector.ts'

const WHO = 'The registry'
const TOKENS = '/-/npm/v1/tokens'
const Listed = z.object({ objects: z.array(z.object({ key: z.string() })) })

/**
 * Revokes a publish token of an npm registry. Registries let only the owner of a token do that, so the login of each account
 * is held here; a revocation is answered 200 also where there was no such token, so the list of tokens is read back.
 */
export const NPM_TOKEN: ConnectorKind = httpKind({
  id: 'npm-token',
  title: 'npm registry token',
  purpose: 'Revokes one token of an account at an npm registry, for good.',
  who: WHO,
  closes: 'grant',
  survives: ['Other tokens of the account, its login among them, and packages that were published with the token.'],
  undoCannotRestore: ['The token: a new one has to be made, and every pipeline that used it told.'],
  fields: [
    addressField('baseUrl', 'Registry', 'e.g. https://npm.corp.example'),
    secretField(
      'logins',
      'Logins',
      'JSON: account → the token of a login of its own, as `npm login` leaves it; not the one to be revoked',
    ),
  ],
  leastPrivilege: ['The login of each account: registries know no lesser right that revokes its tokens'],
  triedAgainst: 'verdaccio 6.8. The public registry also asks for a second factor: not tried.',
  isTried: true,
  open(config, tools) {
    const isToken = (text: string) => /^[\x21-\x7e]{8,4096}$/.test(text)
    const logins = readSecrets(config, 'logins', 'account', isToken, 'a token that a header can carry')
    const target = httpTarget(addressOf(config, 'baseUrl', tools), {}, tools)
    const as = (account: string): Readonly<Record<string, string>> =>
      Object.hasOwn(logins, account) ? { authorization: `Bearer ${logins[account] ?? ''}` } : {}
    const list = (account: string) => ({ method: 'GET', path: TOKENS, headers: as(account) }) as const
    return {
      target,
      find: among(new Set(Object.keys(logins))),
      health: list(Object.keys(logins)[0] ?? ''),
      isWell: (answer) => keysOf(answer) !== null,
      aim: async ({ account, credentialIds }, signal) => {
        if (!Object.hasOwn(logins, account)) return `No login of ${account} is held here.`
        const only = onlyOne(credentialIds, 'token')
        if (typeof only === 'string' || 'notSetUp' in only) return only
        const answer = await target.ask('GET', TOKENS, signal, undefined, as(account)).catch(() => null)
        const keys = answer === null ? null : keysOf(answer)
        if (keys === null) return `${WHO} did not say which tokens ${account} has.`
        return keys.includes(only.one)
          ? { account, ref: only.one }
          : `${account} has no token with the key ${only.one}.`
      },
      change: (aim) => ({
        method: 'DELETE',
        path: `${TOKENS}/token/${encodeURIComponent(refText(aim))}`,
        headers: as(aim.account),
      }),
      look: ({ account }) => list(account),
      understand: (answer, aim) => {
        const keys = answer.status === 200 ? keysOf(answer) : null
        if (keys === null) return null
        const isClosed = !keys.includes(refText(aim))
        return {
          kind: 'known',
          isClosed,
          containment: isClosed ? 'contained' : 'not-contained',
          detail: `The token is ${isClosed ? 'not listed any more' : 'listed'}; the account has ${keys.length}.`,
          mark: null,
        }
      },
    }
  },
})

function keysOf(answer: Parameters<typeof parseAnswer>[0]): readonly string[] | null {
  const read = Listed.safeParse(parseAnswer(answer))
  return read.success ? read.data.objects.map(({ key }) => key) : null
}
