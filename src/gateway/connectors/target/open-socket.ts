import net from 'node:net'
import tls from 'node:tls'
import type { ConnectorTools } from '../kind.ts'
import { judgedAddresses } from '../outbound/pinned-lookup.ts'
import type { Endpoint } from './endpoint.ts'

/**
 * A connection to where the host's name leads, if it may be called; TLS is checked against the name. It ends with
 * `signal`. Rejects with `DeliveryBroken` where it may not, else with the fault of the network.
 */
export async function openSocket(
  { host, port, isTls }: Endpoint,
  { reach }: Pick<ConnectorTools, 'reach'>,
  signal: AbortSignal,
): Promise<net.Socket> {
  const [{ address }] = await judgedAddresses(host, reach)
  signal.throwIfAborted()
  const socket = isTls
    ? tls.connect({ host: address, port, servername: net.isIP(host) === 0 ? host : '', rejectUnauthorized: true })
    : net.connect({ host: address, port })
  const stop = () => socket.destroy(new Error('the time for it was up'))
  signal.addEventListener('abort', stop)
  socket.once('close', () => signal.removeEventListener('abort', stop))
  await new Promise<void>((resolve, reject) => {
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      socket.off('error', reject)
      resolve()
    })
    socket.once('error', reject)
  })
  return socket
}
