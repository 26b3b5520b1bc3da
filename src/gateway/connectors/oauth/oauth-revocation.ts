import * as z from 'zod'
import { actionOf } from '../../../domain/action/catalogue.ts'
import { digestText } from '../../hash.ts'
import { addressField, type ConnectorKind, secretField, textField } from '../kind.ts'
import { brokenExecution, executionOf, parseAnswer, reasonOf, unreadable } from '../outbound/read-answer.ts'
import { addressOf, basicAuthorization, formBody, headerSecret, httpTarget } from '../target/http-target.ts'
import { readSecrets } from '../target/secrets.ts'

const WHO = 'The authorization server'

const Request = z.object({
  method: z.literal('POST'),
  url: z.string(),
  account: z.string(),
  form: z.object({ token: z.string(), token_type_hint: z.literal('refresh_token') }),
})
const Introspected = z.object({ active: z.boolean(), client_id: z.string().optional(), exp: z.number().optional() })

/**
 * Revokes tokens at an OAuth 2.0 server (RFC 7009). Its 200 says nothing, also to nonsense: only introspection (RFC 7662)
 * does. The token itself is a secret: what is approved and recorded names it by its SHA-256.
 */
export const OAUTH_REVOCATION: ConnectorKind = {
  id: 'oauth-revocation',
  title: 'OAuth 2.0 token revocation',
  purpose: 'Revokes the tokens of an app at its authorization server and proves it by introspection.',
  actions: ['revoke-grants'],
  fields: [
    addressField('revocationUrl', 'Revocation endpoint', 'RFC 7009, e.g. https://idp.example.com/token/revocation'),
    addressField('introspectionUrl', 'Introspection endpoint', 'RFC 7662; without it nothing could be read back'),
    textField('clientId', 'Client id', 'Of the client that may revoke'),
    secretField('clientSecret', 'Client secret', 'Sent as HTTP Basic'),
    secretField(
      'tokens',
      'Tokens by account',
      'JSON: the account’s name → the refresh or opaque token that is held for it',
    ),
  ],
  leastPrivilege: ['A client that may call revocation and introspection for these tokens, and has no grant types'],
  triedAgainst: 'oidc-provider 9.13 over HTTP, with opaque tokens.',
  isTried: true,
  create(config, tools) {
    const revocation = addressOf(config, 'revocationUrl', tools)
    const introspection = addressOf(config, 'introspectionUrl', tools)
    const tokens = readSecrets(config, 'tokens', 'account', () => true, 'a token')
    const authorization = basicAuthorization(config.values['clientId'] ?? '', headerSecret(config, 'clientSecret'))
    const at = (url: string) => httpTarget(url, { authorization }, tools)

    async function introspect(token: string, signal: AbortSignal): Promise<z.infer<typeof Introspected> | string> {
      try {
        const answer = await at(introspection).ask('POST', '', signal, formBody({ token }))
        const read = Introspected.safeParse(parseAnswer(answer))
        if (answer.status === 200 && read.success) return read.data
        return `${WHO} answered ${answer.status} when it was asked whether the token is active.`
      } catch (error) {
        return `${WHO} did not answer: ${reasonOf(error)}`
      }
    }

    return {
      id: config.id,
      title: config.name,
      actions: OAUTH_REVOCATION.actions,
      leastPrivilege: OAUTH_REVOCATION.leastPrivilege,
      triedAgainst: OAUTH_REVOCATION.triedAgainst,
      verifyWithinMs: 60_000,

      accountOf: ({ name, names }) =>
        Promise.resolve([name, ...names.map((one) => one.value)].find((one) => Object.hasOwn(tokens, one)) ?? null),

      async plan({ target }) {
        const { account } = target
        const token = Object.hasOwn(tokens, account) ? tokens[account] : undefined
        if (token === undefined) return { ok: false, reason: `No token of ${account} is held here.` }
        if (isSelfContained(token)) {
          return {
            ok: false,
            reason: `The token of ${account} is a JWT that its receivers check by themselves: no server can revoke it before it expires. Disable the client or rotate the signing key instead.`,
          }
        }
        const action = actionOf('revoke-grants')
        const state = await introspect(token, AbortSignal.timeout(5_000))
        const until =
          typeof state === 'string' || state.exp === undefined
            ? []
            : [
                `Receivers that remember what introspection said, at most until ${new Date(state.exp * 1000).toISOString()}.`,
              ]
        return {
          ok: true,
          request: {
            method: 'POST',
            url: revocation,
            account,
            form: { token: named(token), token_type_hint: 'refresh_token' },
          },
          survives: [...action.survives, ...until],
          undoCannotRestore: [...action.undoCannotRestore, 'The token: a new one has to be issued.'],
          undoSeconds: null,
        }
      },

      async execute(step, _key, signal) {
        const request = Request.safeParse(step.request)
        const token = request.success ? tokens[request.data.account] : undefined
        if (!request.success || token === undefined || named(token) !== request.data.form.token) {
          return { kind: 'refused', reason: 'The token that was approved is not the one that is held here now.' }
        }
        try {
          const form = formBody({ token, token_type_hint: 'refresh_token' })
          return executionOf(await at(revocation).ask('POST', '', signal, form), WHO)
        } catch (error) {
          return brokenExecution(error, WHO)
        }
      },

      async verify(step, _key, signal) {
        const request = Request.safeParse(step.request)
        const token = request.success ? tokens[request.data.account] : undefined
        if (!request.success || token === undefined || named(token) !== request.data.form.token) {
          return unreadable('The token that was approved is no longer held here, so it cannot be asked about.')
        }
        const state = await introspect(token, signal)
        if (typeof state === 'string') return unreadable(state)
        return {
          containment: state.active ? 'not-contained' : 'contained',
          effect: state.active ? 'absent' : 'present',
          detail: state.active ? 'Introspection says active.' : 'Introspection says not active.',
          consumers: [],
          left: null,
        }
      },

      async health(signal) {
        const state = await introspect('sluicegate-health', signal)
        return typeof state === 'string' ? { ok: false, detail: state } : { ok: true, detail: 'Introspection answers.' }
      },
    }
  },
}

function named(token: string): string {
  return `sha256:${digestText(token)}`
}

function isSelfContained(token: string): boolean {
  const [head = '', body, signature, ...more] = token.split('.')
  if (body === undefined || signature === undefined || more.length > 0) return false
  try {
    return typeof JSON.parse(atob(head.replaceAll('-', '+').replaceAll('_', '/'))) === 'object'
  } catch {
    return false
  }
}
