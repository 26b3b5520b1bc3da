import type http from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of somebody else, on a port of this machine until it is stopped. */
export async function listen(server: http.Server): Promise<{ readonly url: string; readonly stop: () => void }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
