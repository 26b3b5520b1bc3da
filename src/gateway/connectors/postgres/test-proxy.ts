import type { ConnectorKitOptions } from '../conformance.ts'
import { type ByteProxy, replaceWithin, startByteProxy } from '../testing/byte-proxy.ts'

/** The line breaks when the server says `done`; with a wrong credential another role signs in. */
export function startPostgresProxy(port: number, done = 'ALTER ROLE'): Promise<ByteProxy> {
  return startByteProxy(port, {
    isDone: (bytes) => bytes.includes(done),
    misname: (bytes) => replaceWithin(bytes, 'user\0containment', 'user\0containmenu'),
  })
}

export const NOT_SHOWN_BY_POSTGRES: ConnectorKitOptions['lacks'] = {
  'too-many': 'PostgreSQL refuses connections above its limit, which is “down” here.',
  redirect: 'No HTTP.',
  'huge-answer': 'No HTTP; it reads counts.',
  'not-json': 'No HTTP.',
  slow: 'A server that answers nothing does not let anybody in, so nothing is done: that is “down”.',
}
