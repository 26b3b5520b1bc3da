import { addressField, type ConnectorConfig, type ConnectorTools, secretField } from '../kind.ts'
import { addressOf, type HttpTarget, headerSecret, httpTarget } from '../target/http-target.ts'

export const GITHUB = 'GitHub'
export const TRIED_AGAINST = 'Answers as GitHub’s REST documents show them.'

/** What every call names: the form of the answer, and the version of the API that this was written to. */
export const API_HEADERS = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' } as const

export const ADDRESS = addressField('baseUrl', 'API address', 'https://api.github.com, or your server’s /api/v3')
export const TOKEN = secretField('token', 'Token', 'Fine-grained, for the repositories below')

/** `owner/repository`; a name of dots alone would lead elsewhere in an address. */
export const REPOSITORY = /^[\w-]{1,39}\/(?!\.{1,2}$)[\w.-]{1,100}$/

/** The API, asked with the token of the settings. */
export function githubTarget(config: ConnectorConfig, tools: ConnectorTools): HttpTarget {
  const authorization = `Bearer ${headerSecret(config, 'token')}`
  return httpTarget(addressOf(config, 'baseUrl', tools), { authorization, ...API_HEADERS }, tools)
}
