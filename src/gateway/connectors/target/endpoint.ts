import { addressField, type ConnectorConfig, type ConnectorField, required, WrongSetting } from '../kind.ts'

/** Where a target listens that speaks something else than HTTP. */
export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
}

export function endpointFields(port: number, example: string): readonly ConnectorField[] {
  return [
    addressField('host', 'Host', `e.g. ${example}`),
    addressField('port', 'Port', `${port} if left empty`, 'optional'),
    addressField('tls', 'TLS', '“verify” if left empty; “off” only on this machine', 'optional'),
  ]
}

/** Throws `WrongSetting`. Whether the host may be called at all is judged at each call, where its name leads. */
export function endpointOf(config: ConnectorConfig, defaultPort: number): Endpoint {
  const host = required(config, 'host')
  const port = Number((config.values['port'] ?? '').trim() || defaultPort)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new WrongSetting('port', 'It is no port number.')
  const tls = (config.values['tls'] ?? '').trim() || 'verify'
  if (tls !== 'verify' && tls !== 'off') throw new WrongSetting('tls', 'Write “verify” or “off”.')
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host)
  if (tls === 'off' && !isHere) throw new WrongSetting('tls', 'Only a target on this machine is called without TLS.')
  return { host, port, isTls: tls === 'verify' }
}
