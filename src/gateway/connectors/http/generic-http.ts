import { canonicalJson } from '../../../domain/json/canonical-json.ts'
import { isArray, isObject, type Json, own } from '../../../domain/json/json.ts'
import type { StepTarget } from '../../../domain/plan/plan.ts'
import {
  addressField,
  type ConnectorConfig,
  type ConnectorKind,
  linesField,
  secretField,
  textField,
  WrongSetting,
} from '../kind.ts'
import { parseAnswer } from '../outbound/read-answer.ts'
import { SWITCHED } from '../target/http-kind.ts'
import { type HttpCall, healthBy, httpSwitch, onlyOne } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget, jsonBody } from '../target/http-target.ts'
import { type Aim, createSwitch, type NotSetUp } from '../target/switch-connector.ts'

const WHO = 'The service'

type About = keyof typeof SWITCHED

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * Any API that closes and opens something by one call each and tells the state by another. Templates know three typed
 * parameters, `{account}`, `{credential}` and `{tool}`: a whole path segment, or a whole JSON text. Nothing is pasted into
 * the middle of anything, so no value can become more than a value.
 */
export const GENERIC_HTTP: ConnectorKind = {
  id: 'http',
  title: 'Any HTTP API (template)',
  purpose: 'Closes, opens and reads something by one call each, for systems that have no connector of their own.',
  actions: Object.values(SWITCHED).flat(),
  fields: [
    addressField('baseUrl', 'Base address', 'e.g. https://flags.example.com/api'),
    textField(
      'about',
      'What it closes',
      'identity, credential, tool, pipeline, workload, or consumer: then it re-points one to the new secret',
    ),
    secretField('authorization', 'Authorization', 'The whole header, e.g. Bearer …'),
    linesField(
      'close',
      'Call that closes',
      'e.g. POST /features/{tool}/off, then a line with a JSON body if it takes one',
    ),
    linesField('open', 'Call that opens again', 'e.g. POST /features/{tool}/on'),
    textField('read', 'Call that tells the state', 'e.g. GET /features/{tool}'),
    textField('pointer', 'Where the state stands', 'JSON Pointer into that answer, e.g. /enabled'),
    textField('closed', 'What it is when closed', 'JSON, e.g. false'),
  ],
  leastPrivilege: ['Exactly the three calls of the template'],
  triedAgainst: 'A service over HTTP in the tests; your own API is tried by you.',
  isTried: true,
  create(config, tools) {
    const about = aboutOf(config)
    const [closing, opening] = SWITCHED[about]
    const templates = { close: readTemplate(config, 'close'), open: readTemplate(config, 'open') }
    const look = readTemplate(config, 'read')
    if (look.method !== 'GET' || look.body !== null) throw new WrongSetting('read', 'Reading is a GET without a body.')
    if (templates.close.method === 'GET') throw new WrongSetting('close', 'A GET changes nothing.')
    if (templates.open.method === 'GET') throw new WrongSetting('open', 'A GET changes nothing.')
    const pointer = (config.values['pointer'] ?? '').trim()
    if (pointer !== '' && !pointer.startsWith('/')) throw new WrongSetting('pointer', 'A JSON Pointer begins with /.')
    const closed = readJsonSetting(config, 'closed')
    const headers = { authorization: headerSecret(config, 'authorization') }
    const target = httpTarget(addressOf(config, 'baseUrl', tools), headers, tools)
    const driver = httpSwitch(target, {
      who: WHO,
      close: closing,
      open: opening,
      survives: ['Whatever the API does not say in the one value that is read back.'],
      undoCannotRestore: [],
      aim: (wished) => Promise.resolve(aimOf(about, wished)),
      change: (aim, way) => fill(templates[way], aim),
      look: (aim) => fill(look, aim),
      understand: (answer) => {
        if (answer.status === 404) return { kind: 'gone', detail: `${WHO} knows no such thing.` }
        const value = answer.status === 200 ? at(parseAnswer(answer) as Json, pointer) : undefined
        if (value === undefined) return null
        const isClosed = canonicalJson(value) === canonicalJson(closed)
        return {
          kind: 'known',
          isClosed,
          containment: isClosed ? 'contained' : 'not-contained',
          detail: `${pointer} is ${canonicalJson(value).slice(0, 100)}.`,
          mark: answer.headers['etag'] ?? null,
        }
      },
    })
    const knows = async (account: string, signal: AbortSignal) =>
      // Only an identity or a consumer is asked for by its name alone; what a credential or tool is called comes with the alert.
      (about !== 'identity' && about !== 'consumer') ||
      (await driver.read({ account, ref: { account } }, signal)).kind === 'known'
    return createSwitch({
      title: config.name,
      verifyWithinMs: 60_000,
      undoSeconds: 60,
      drivers: [driver],
      find: async (names, signal) => {
        for (const name of names) if (await knows(name, signal)) return name
        return null
      },
      health: (signal) => {
        const nobody = {
          account: 'sluicegate-health',
          ref: {
            [about === 'tool' || about === 'credential' ? about : 'account']: 'sluicegate-health',
            account: 'sluicegate-health',
          },
        }
        return healthy(target, fill(look, nobody), signal)
      },
    })
  },
}

/** Nobody is called like the probe, so "not found" is as well as "found". */
async function healthy(target: ReturnType<typeof httpTarget>, call: HttpCall, signal: AbortSignal) {
  const health = await healthBy(target, WHO, call, signal)
  return health.ok || !health.detail.endsWith(' 404.')
    ? health
    : { ok: true, detail: `${WHO} answers and takes our credential.` }
}

interface Template {
  readonly method: HttpCall['method']
  readonly segments: readonly string[]
  readonly query: string
  readonly body: Json | null
}

function readTemplate(config: ConnectorConfig, field: string): Template {
  const [first = '', ...rest] = (config.values[field] ?? '').trim().split('\n')
  const [method = '', path = '', ...more] = first.trim().split(/\s+/)
  const known = METHODS.find((one) => one === method)
  if (known === undefined || !path.startsWith('/') || more.length > 0) {
    throw new WrongSetting(field, 'It begins with a method and a path, like POST /features/{tool}/off.')
  }
  const [bare = '', query = ''] = path.split('?')
  const segments = bare.slice(1).split('/')
  for (const segment of segments) {
    if (/[{}]/.test(segment) && !PARAMETER.test(segment)) {
      throw new WrongSetting(field, `${segment} mixes a parameter with text. A parameter is a whole part of the path.`)
    }
  }
  if (/[{}#]/.test(query)) throw new WrongSetting(field, 'A parameter does not stand in the query.')
  const text = rest.join('\n').trim()
  return { method: known, segments, query, body: text === '' ? null : parseSetting(text, field) }
}

const PARAMETER = /^\{(account|credential|tool)\}$/

function fill({ method, segments, query, body }: Template, { ref }: Aim): HttpCall {
  const value = (text: string): string => {
    const name = PARAMETER.exec(text)?.[1]
    const given = name === undefined ? undefined : own(ref, name)
    return typeof given === 'string' ? given : text
  }
  const path = segments.map((segment) => encoded(value(segment), segment)).join('/')
  const filled = (part: Json): Json => {
    if (typeof part === 'string') return value(part)
    if (isArray(part)) return part.map(filled)
    return isObject(part) ? Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, filled(inner)])) : part
  }
  return {
    method,
    path: `/${path}${query === '' ? '' : `?${query}`}`,
    ...(body === null ? {} : { body: jsonBody(filled(body)) }),
  }
}

/** A segment of dots alone would climb, however it is encoded: as a value it is doubly escaped. */
function encoded(text: string, template: string): string {
  if (text === template) return text
  return /^\.{1,2}$/.test(text) ? text.replaceAll('.', '%252E') : encodeURIComponent(text)
}

function aimOf(about: About, { account, credentialIds, tools }: StepTarget): Aim | string | NotSetUp {
  if (about === 'credential') {
    const only = onlyOne(credentialIds, 'credential')
    return typeof only === 'object' && 'one' in only ? { account, ref: { account, credential: only.one } } : only
  }
  if (about === 'tool') {
    const only = onlyOne(tools, 'tool')
    return typeof only === 'object' && 'one' in only ? { account, ref: { account, tool: only.one } } : only
  }
  return { account, ref: { account } }
}

function aboutOf({ values }: ConnectorConfig): About {
  const about = (values['about'] ?? '').trim()
  const known = (Object.keys(SWITCHED) as About[]).find((one) => one === about)
  if (known === undefined) throw new WrongSetting('about', `Write one of: ${Object.keys(SWITCHED).join(', ')}.`)
  return known
}

function readJsonSetting(config: ConnectorConfig, field: string): Json {
  return parseSetting((config.values[field] ?? '').trim(), field)
}

function parseSetting(text: string, field: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new WrongSetting(field, 'It is no JSON. A text stands in quotes: "disabled".')
  }
}

/** RFC 6901. */
function at(document: Json, pointer: string): Json | undefined {
  if (pointer === '') return document
  let found: Json | undefined = document
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (found !== undefined && isArray(found)) found = found[/^\d{1,6}$/.test(name) ? Number(name) : -1]
    else found = found === undefined ? undefined : own(found, name)
    if (found === undefined) return undefined
  }
  return found
}
