import { importPKCS8, SignJWT } from 'jose'
import * as z from 'zod'
import { type ConnectorKind, type ConnectorTools, linesField, secretField, textField, WrongSetting } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { among, httpKind } from '../target/http-kind.ts'
import { type HttpCall, readPairs } from '../target/http-switch.ts'
import { addressOf, type HttpTarget, httpTarget } from '../target/http-target.ts'
import { type Aim, refText } from '../target/switch-connector.ts'
import { ADDRESS, API_HEADERS, GITHUB, TRIED_AGAINST } from './github-api.ts'

const Installation = z.object({ id: z.number(), suspended_at: z.string().nullish(), updated_at: z.string().optional() })

/** Suspends an installation of a GitHub App by the published REST API: its tokens open nothing any more. */
export const GITHUB_INSTALLATION: ConnectorKind = httpKind({
  id: 'github-installation',
  title: 'GitHub App installation',
  purpose: 'Suspends an installation of your GitHub App and lets it work again.',
  who: GITHUB,
  closes: 'identity',
  survives: ['What workflows already took out of a repository, and personal tokens of people.'],
  fields: [
    ADDRESS,
    textField('appId', 'App id', 'The issuer of its tokens'),
    secretField('privateKey', 'Private key of the app', 'PKCS#8 PEM: openssl pkcs8 -topk8 -nocrypt'),
    linesField('installations', 'Installations', 'identity = installation id, one a line'),
  ],
  leastPrivilege: ['The app’s own key: it reaches only the installations of this one app'],
  triedAgainst: TRIED_AGAINST,
  isTried: false,
  open(config, tools) {
    const installations = readPairs(config.values['installations'] ?? '')
    const target = signed(addressOf(config, 'baseUrl', tools), config.values, tools)
    const path = (aim: Aim) => `/app/installations/${encodeURIComponent(refText(aim))}`
    return {
      target,
      find: among(installations),
      health: { method: 'GET', path: '/app' },
      aim: ({ account }) => {
        const id = installations.get(account)
        return Promise.resolve(
          id === undefined || !/^\d{1,15}$/.test(id)
            ? { notSetUp: `No installation id is set for ${account}.` }
            : { account, ref: id },
        )
      },
      change: (aim, way): HttpCall => ({
        method: way === 'close' ? 'PUT' : 'DELETE',
        path: `${path(aim)}/suspended`,
      }),
      look: (aim) => ({ method: 'GET', path: path(aim) }),
      understand: (answer, { ref }) => {
        if (answer.status === 404) return { kind: 'gone', detail: `${GITHUB} knows no such installation of this app.` }
        const read = Installation.safeParse(parseAnswer(answer))
        if (answer.status !== 200 || !read.success || String(read.data.id) !== ref) return null
        const at = read.data.suspended_at ?? null
        return {
          kind: 'known',
          isClosed: at !== null,
          containment: at === null ? 'not-contained' : 'contained',
          detail: at === null ? 'The installation is active.' : `Suspended since ${at.slice(0, 40)}.`,
          mark: at,
        }
      },
    }
  },
})

/** Every call carries a token of its own, signed with the app's key and good for minutes. */
function signed(base: string, values: Readonly<Record<string, string>>, tools: ConnectorTools): HttpTarget {
  const pem = (values['privateKey'] ?? '').trim()
  if (!pem.startsWith('-----BEGIN PRIVATE KEY-----'))
    throw new WrongSetting('privateKey', 'It is no PKCS#8 key in PEM.')
  const issuer = (values['appId'] ?? '').trim()
  return {
    ask: async (method, path, signal, body) => {
      const seconds = Math.floor((await tools.now()) / 1000)
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
        .setIssuer(issuer)
        // Clocks differ; GitHub itself asks for a minute of grace.
        .setIssuedAt(seconds - 60)
        .setExpirationTime(seconds + 300)
        .sign(await importPKCS8(pem, 'RS256'))
      const headers = { authorization: `Bearer ${token}`, ...API_HEADERS }
      return httpTarget(base, headers, tools).ask(method, path, signal, body)
    },
  }
}
