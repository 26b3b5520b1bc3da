import * as z from 'zod'
import { type ConnectorKind, linesField } from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { among, httpKind } from '../target/http-kind.ts'
import { onlyOne, readPairs } from '../target/http-switch.ts'
import { jsonBody } from '../target/http-target.ts'
import type { Aim } from '../target/switch-connector.ts'
import { ADDRESS, GITHUB, githubTarget, REPOSITORY, TOKEN, TRIED_AGAINST } from './github-api.ts'

const Keys = z.array(z.object({ id: z.number(), key: z.string(), title: z.string(), read_only: z.boolean() }))
const Ref = z.object({
  repository: z.string(),
  id: z.number(),
  key: z.string(),
  title: z.string(),
  readOnly: z.boolean(),
})
/** GitHub's largest page: a repository with as many keys is one whose list we cannot claim to have read whole. */
const PAGE = 100

/**
 * Takes a deploy key off a repository by the published REST API. What is kept of it is its public half, which the plan shows, so the same
 * key can be put back; GitHub numbers it anew.
 */
export const GITHUB_DEPLOY_KEY: ConnectorKind = httpKind({
  id: 'github-deploy-key',
  title: 'GitHub deploy key',
  purpose: 'Takes a deploy key off a repository, and puts the same key back.',
  who: GITHUB,
  closes: 'credential',
  survives: [
    'What was already cloned or pushed with the key.',
    'The same key pair on other repositories and other servers, if somebody registered it there.',
  ],
  undoCannotRestore: ['The number of the key: GitHub gives it another one.'],
  fields: [ADDRESS, TOKEN, linesField('repositories', 'Repositories', 'identity = owner/repository, one a line')],
  leastPrivilege: ['A fine-grained token with Administration: read and write, on these repositories only'],
  triedAgainst: TRIED_AGAINST,
  isTried: false,
  open(config, tools) {
    const repositories = readPairs(config.values['repositories'] ?? '')
    const target = githubTarget(config, tools)
    const list = (repository: string) => `/repos/${repository}/keys?per_page=${PAGE}`
    return {
      target,
      find: among(repositories),
      health: { method: 'GET', path: '/rate_limit' },
      aim: async ({ account, credentialIds }, signal) => {
        const repository = repositories.get(account) ?? ''
        if (!REPOSITORY.test(repository))
          return { notSetUp: `No repository is set for ${account} as owner/repository.` }
        const only = onlyOne(credentialIds, 'key')
        if (typeof only === 'string' || 'notSetUp' in only) return only
        const answer = await target.ask('GET', list(repository), signal).catch(() => null)
        const keys = answer?.status === 200 ? keysOf(answer) : null
        if (keys === null) return `${GITHUB} did not say which keys ${repository} has.`
        const key = keys.find(({ id }) => String(id) === only.one)
        if (key === undefined) return `${repository} has no deploy key with the number ${only.one}.`
        const { id, title, read_only: readOnly } = key
        return { account, ref: { repository, id, key: key.key, title, readOnly } }
      },
      change: (aim, way) => {
        const { repository, id, key, title, readOnly } = refOf(aim)
        if (way === 'close') return { method: 'DELETE', path: `/repos/${repository}/keys/${id}` }
        return {
          method: 'POST',
          path: `/repos/${repository}/keys`,
          body: jsonBody({ title, key, read_only: readOnly }),
        }
      },
      look: (aim) => ({ method: 'GET', path: list(refOf(aim).repository) }),
      understand: (answer, aim) => {
        const { repository, key } = refOf(aim)
        if (answer.status === 404) return { kind: 'gone', detail: `${GITHUB} shows us no repository ${repository}.` }
        const keys = answer.status === 200 ? keysOf(answer) : null
        if (keys === null) return null
        const found = keys.find((one) => one.key === key)
        return {
          kind: 'known',
          isClosed: found === undefined,
          containment: found === undefined ? 'contained' : 'not-contained',
          detail:
            found === undefined ? `${repository} lists no such key.` : `${repository} lists the key as ${found.id}.`,
          mark: found?.id ?? null,
        }
      },
    }
  },
})

function refOf({ ref }: Aim): z.infer<typeof Ref> {
  return Ref.parse(ref)
}

/** Null where the list is none, or may go on. */
function keysOf(answer: Parameters<typeof parseAnswer>[0]): z.infer<typeof Keys> | null {
  const read = Keys.safeParse(parseAnswer(answer))
  return read.success && read.data.length < PAGE ? read.data : null
}
