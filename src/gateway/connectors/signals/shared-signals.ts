import { importPKCS8, SignJWT } from 'jose'
import { canonicalJson } from '../../../domain/json/canonical-json.ts'
import type { Json } from '../../../domain/json/json.ts'
import { own } from '../../../domain/json/json.ts'
import type { Execution } from '../connector.ts'
import {
  addressField,
  type ConnectorConfig,
  type ConnectorKind,
  type ConnectorTools,
  secretField,
  textField,
  WrongSetting,
} from '../kind.ts'
import type { Delivered } from '../outbound/deliver.ts'
import { brokenExecution, executionOf, parseAnswer } from '../outbound/read-answer.ts'
import { healthBy, httpSwitch, onlyOne } from '../target/http-switch.ts'
import { addressOf, headerSecret, httpTarget } from '../target/http-target.ts'
import { type Aim, createSwitch, type SwitchDriver } from '../target/switch-connector.ts'

const WHO = 'The receiver'
const CAEP = 'https://schemas.openid.net/secevent/caep/event-type/'
const RISC = 'https://schemas.openid.net/secevent/risc/event-type/'

/**
 * Tells a receiver by OpenID Shared Signals: signed security event tokens (RFC 8417), pushed (RFC 8935). "202 Accepted"
 * means that it was heard, not that anything was done, so the receiver's own status address is read back as well; a
 * receiver without one cannot be used for containment.
 */
export const SHARED_SIGNALS: ConnectorKind = {
  id: 'shared-signals',
  title: 'Shared Signals receiver (CAEP, RISC)',
  purpose: 'Signs and pushes account-disabled, session-revoked, credential-compromise and credential-change events.',
  actions: ['disable-identity', 'enable-identity', 'deactivate-key', 'reactivate-key'],
  fields: [
    textField('issuer', 'Issuer', 'As the receiver knows us, e.g. https://soc.example.com'),
    textField('audience', 'Audience', 'The receiver, e.g. https://idp.example.com'),
    addressField('endpointUrl', 'Push endpoint', 'Where tokens are posted'),
    addressField(
      'statusUrl',
      'Status address',
      'Answers JSON {"enabled": …, "sessions": …, "activeCredentials": […]} at /{account}',
    ),
    secretField('authorization', 'Authorization', 'The whole header, as agreed for the stream'),
    textField('keyId', 'Key id', 'Under which the receiver finds our public key'),
    secretField('privateKey', 'Private key', 'RSA of at least 2048 bits, PKCS#8 PEM'),
  ],
  leastPrivilege: ['Push to one stream of the receiver', 'Read the status of the accounts that it is about'],
  triedAgainst: 'A receiver in the tests that verifies tokens by itself (issuer, audience, type, signature, replay).',
  isTried: true,
  create(config, tools) {
    const transmitter = createTransmitter(config, tools)
    const status = httpTarget(
      addressOf(config, 'statusUrl', tools),
      { authorization: headerSecret(config, 'authorization') },
      tools,
    )
    const drivers = [signalSwitch(transmitter, status, 'identity'), signalSwitch(transmitter, status, 'credential')]
    return createSwitch({
      title: config.name,
      verifyWithinMs: 60_000,
      undoSeconds: 60,
      drivers,
      find: async (names, signal) => {
        for (const name of names) {
          const reading = await drivers[0]?.read({ account: name, ref: null }, signal)
          if (reading?.kind === 'known') return name
        }
        return null
      },
      health: async (signal) => {
        const health = await healthBy(status, WHO, { method: 'GET', path: '/sluicegate-health' }, signal)
        return health.ok || !health.detail.endsWith(' 404.')
          ? health
          : { ok: true, detail: `${WHO} answers and takes our credential.` }
      },
    })
  },
}

interface Signal {
  readonly type: string
  readonly claims: { readonly [name: string]: Json }
}

interface Transmitter {
  push(signals: readonly Signal[], account: string, key: string, signal: AbortSignal): Promise<Execution>
}

function signalSwitch(
  transmitter: Transmitter,
  status: ReturnType<typeof httpTarget>,
  about: 'identity' | 'credential',
): SwitchDriver {
  const reads = httpSwitch(status, {
    who: WHO,
    close: about === 'identity' ? 'disable-identity' : 'deactivate-key',
    open: about === 'identity' ? 'enable-identity' : 'reactivate-key',
    survives: ['Whatever the receiver does not do: a signal is a request to somebody else’s system.'],
    undoCannotRestore: ['What the receiver did beyond the state that it tells.'],
    aim: ({ account, credentialIds }) => {
      if (about === 'identity') return Promise.resolve({ account, ref: null })
      const only = onlyOne(credentialIds, 'credential')
      return Promise.resolve(typeof only === 'object' && 'one' in only ? { account, ref: only.one } : only)
    },
    change: () => ({ method: 'POST', path: '' }),
    look: (aim) => ({ method: 'GET', path: `/${encodeURIComponent(aim.account)}` }),
    understand: (answer, aim) => understand(answer, aim, about),
  })
  return {
    ...reads,
    describe: (aim, way) => ({ push: signalsFor(aim, way, about) as unknown as Json, subject: subjectOf(aim.account) }),
    send: (aim, way, signal, key) => transmitter.push(signalsFor(aim, way, about), aim.account, key, signal),
  }
}

function understand(answer: Delivered, aim: Aim, about: 'identity' | 'credential') {
  if (answer.status === 404) return { kind: 'gone' as const, detail: `${WHO} knows no account ${aim.account}.` }
  const body = parseAnswer(answer) as Json
  const enabled = own(body, 'enabled')
  if (answer.status !== 200 || typeof enabled !== 'boolean') return null
  if (about === 'credential') {
    const active = own(body, 'activeCredentials')
    if (!Array.isArray(active)) return null
    const isActive = active.includes(aim.ref)
    return {
      kind: 'known' as const,
      isClosed: !isActive,
      containment: isActive ? ('not-contained' as const) : ('contained' as const),
      detail: `${WHO} lists the credential as ${isActive ? 'active' : 'not active'}.`,
      mark: null,
    }
  }
  const sessions = own(body, 'sessions')
  const count = typeof sessions === 'number' ? sessions : 0
  return {
    kind: 'known' as const,
    isClosed: !enabled && count === 0,
    containment: enabled
      ? ('not-contained' as const)
      : count > 0
        ? ('new-sessions-only' as const)
        : ('contained' as const),
    detail: `${WHO} says ${enabled ? 'enabled' : 'disabled'}, ${count} open sessions.`,
    mark: null,
  }
}

/** What is told, most important first. `reason_admin` is required by the interoperability profile. */
function signalsFor(aim: Aim, way: 'close' | 'open', about: 'identity' | 'credential'): readonly Signal[] {
  const why = { en: way === 'close' ? 'Contained by the SOC' : 'Containment taken back' }
  const common = { initiating_entity: 'admin', reason_admin: why }
  if (about === 'identity') {
    if (way === 'open') return [{ type: `${RISC}account-enabled`, claims: {} }]
    return [
      { type: `${RISC}account-disabled`, claims: { reason: 'hijacking' } },
      { type: `${CAEP}session-revoked`, claims: common },
    ]
  }
  const credential = { credential_type: 'api-key', friendly_name: aim.ref }
  if (way === 'open')
    return [{ type: `${CAEP}credential-change`, claims: { ...common, ...credential, change_type: 'create' } }]
  return [
    { type: `${RISC}credential-compromise`, claims: { ...credential, reason_admin: why } },
    { type: `${CAEP}credential-change`, claims: { ...common, ...credential, change_type: 'revoke' } },
  ]
}

function subjectOf(account: string): Json {
  return { format: 'opaque', id: account }
}

function createTransmitter(config: ConnectorConfig, tools: ConnectorTools): Transmitter {
  const pem = (config.values['privateKey'] ?? '').trim()
  if (!pem.startsWith('-----BEGIN PRIVATE KEY-----'))
    throw new WrongSetting('privateKey', 'It is no PKCS#8 key in PEM.')
  const issuer = (config.values['issuer'] ?? '').trim()
  const audience = (config.values['audience'] ?? '').trim()
  const keyId = (config.values['keyId'] ?? '').trim()
  const target = httpTarget(
    addressOf(config, 'endpointUrl', tools),
    { authorization: headerSecret(config, 'authorization') },
    tools,
  )

  /** One event a token. The id is made of the step's key, so that the receiver hears the same thing once. */
  async function sign(told: Signal, account: string, jti: string, transaction: string): Promise<string> {
    const key = await importPKCS8(pem, 'RS256')
    const seconds = Math.floor((await tools.now()) / 1000)
    return new SignJWT({
      txn: transaction,
      sub_id: subjectOf(account),
      events: { [told.type]: { event_timestamp: seconds, ...told.claims } },
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'secevent+jwt', kid: keyId })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setJti(jti)
      .sign(key)
  }

  return {
    async push(signals, account, key, signal) {
      let last: Execution = { kind: 'accepted', detail: 'There was nothing to tell.' }
      for (const [i, told] of signals.entries()) {
        try {
          const text = await sign(told, account, `${key}-${i + 1}`, key)
          const body = { text, contentType: 'application/secevent+jwt' }
          last = judge(await target.ask('POST', '', signal, body))
        } catch (error) {
          last = brokenExecution(error, WHO)
        }
        // What was heard before stands, so a later refusal leaves it in doubt and not undone.
        if (last.kind === 'refused' && i > 0) return { kind: 'unknown', reason: last.reason }
        if (last.kind !== 'accepted') return last
      }
      return last
    },
  }
}

/** RFC 8935: 202 is heard; 400 names what is wrong. */
function judge(answer: Delivered): Execution {
  if (answer.status !== 400) return executionOf(answer, WHO)
  const body = parseAnswer(answer) as Json
  const err = own(body, 'err')
  return {
    kind: 'refused',
    reason: `${WHO} refused the token: ${typeof err === 'string' ? canonicalJson(err).slice(0, 80) : 'no reason given'}.`,
  }
}
