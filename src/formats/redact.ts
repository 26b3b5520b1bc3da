import { isArray, isObject, type Json, type JsonObject } from '../domain/json/json.ts'
import { fromEntries } from '../domain/json/read-json.ts'
import type { Signal } from '../domain/signal/signal.ts'
import { marker, redactText } from './shared/secret-patterns.ts'

export interface Redacted {
  /** The record as it may be shown: the same shape, secrets replaced by `[redacted: what, n characters]`. */
  readonly shown: Json
  /** JSON Pointers to what was replaced, in the order of the record. */
  readonly redactedAt: readonly string[]
}

/**
 * The copy of a record that people see. Secrets are found by the name of their field and by the shape of their text;
 * ids of credentials stay. It errs on the side of hiding: the raw bytes keep the truth under seal. Linear in the record.
 */
export function redact(record: Json): Redacted {
  const redactedAt: string[] = []
  return { shown: shownOf(record, '', null, redactedAt), redactedAt }
}

/**
 * A Signal as it may leave the formats: no secret in any of its texts, and NUL made visible. An id that holds a secret
 * becomes a digest, so that it still tells one record from another.
 */
export function sealSignal(signal: Signal, digest: (text: string) => string): Signal {
  const sealed = mapTexts(signal, (text) => redactText(text).replaceAll('\0', '␀')) as Signal
  return { ...sealed, id: sealedId(signal.id, digest), dedupKey: sealedId(signal.dedupKey, digest) }
}

function sealedId(id: string, digest: (text: string) => string): string {
  return redactText(id) === id ? id.replaceAll('\0', '␀') : `sha256:${digest(id)}`
}

/** Texts replaced, keys too; what cannot be a Signal's (functions, dates) does not occur. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [change(key), mapTexts(item, change)]))
}

/** `kind` is set where a field's name says that everything below it is secret. */
function shownOf(value: Json, pointer: string, kind: string | null, redactedAt: string[]): Json {
  if (typeof value === 'string' || typeof value === 'number') return shownLeaf(value, pointer, kind, redactedAt)
  if (isArray(value)) return value.map((item, index) => shownOf(item, `${pointer}/${index}`, kind, redactedAt))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([key, item]) => {
    const here = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const shownKey = redactText(key)
    if (shownKey !== key) redactedAt.push(redactText(here))
    return [shownKey, shownOf(item, here, kind ?? kindOfField(key, item, value), redactedAt)] as const
  })
  return fromEntries(entries)
}

function shownLeaf(value: string | number, pointer: string, kind: string | null, redactedAt: string[]): Json {
  const text = String(value)
  const shown = kind !== null && text !== '' ? marker(kind, text) : redactText(text)
  if (shown === text) return value
  redactedAt.push(redactText(pointer))
  return shown
}

/** What the field's name, or the name beside it (`{name: 'Authorization', value: …}`), says about its value. */
function kindOfField(key: string, value: Json, parent: JsonObject): string | null {
  const byName = kindOfName(key)
  // An object under a mere `secret` or `apiKey` describes it (id, owner, expiry); its own fields are judged by name.
  if (byName !== null && (!isObject(value) || ALWAYS.has(plainName(key)))) return byName
  if (/^(value|values|newvalue|oldvalue)$/i.test(key)) {
    const name = parent['name'] ?? parent['key'] ?? parent['Name'] ?? parent['Key']
    return typeof name === 'string' ? kindOfName(name) : null
  }
  const isSecretObject = parent['kind'] === 'Secret' && /^(data|stringData)$/.test(key)
  return isSecretObject || /^(secretString|secretBinary)$/i.test(key) ? 'secret data' : null
}

/** Never the name as written: a field's name can itself hold a secret. */
function kindOfName(name: string): string | null {
  const plain = plainName(name)
  if (ALWAYS.has(plain) || SOMETIMES.has(plain)) return plain
  if (/^(hashed|next|page|continu|client(request)?|pagination|csrf)[a-z]*token$/.test(plain)) return null
  return ENDINGS.find((ending) => plain.endsWith(ending)) ?? null
}

/** `x-api-key`, `X_API_KEY` and `xApiKey` are one name. */
function plainName(name: string): string {
  return name
    .slice(-100)
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
}

const ALWAYS: ReadonlySet<string> = new Set([
  'authorization',
  'clientsecret',
  'connectionstring',
  'cookie',
  'keymaterial',
  'passphrase',
  'passwd',
  'password',
  'privatekey',
  'proxyauthorization',
  'samlassertion',
  'secretaccesskey',
  'sessiontoken',
  'setcookie',
  'sharedaccesssignature',
  'webidentitytoken',
])
const SOMETIMES: ReadonlySet<string> = new Set([
  'apikey',
  'pwd',
  'secret',
  'token',
  'accountkey',
  'mfacode',
  'tokencode',
])
const ENDINGS = [
  'password',
  'passwd',
  'secret',
  'secretkey',
  'secretvalue',
  'token',
  'apikey',
  'accesskeysecret',
  'secretaccesskey',
  'privatekey',
  'privatekeydata',
  'connectionstring',
  'sharedaccesskey',
]
