import type { IngestReport } from '../../domain/views/other-views.ts'
import type { World } from './gateway-kit.ts'

/** A source of a world: delivers with its token as a machine does. */
export interface TestSource {
  readonly id: string
  readonly token: string
  send(
    body: BodyInit,
    more?: { format?: string; type?: string; query?: string; headers?: Record<string, string> },
  ): Promise<Response>
  /** Expected to be taken. */
  deliver(records: unknown, format?: string): Promise<IngestReport>
}

export async function addTestSource(world: World, format = 'auto'): Promise<TestSource> {
  const answer = await world.send('ivo', 'POST', '/api/sources', { name: `${format} feed`, format })
  if (answer.status !== 201) throw new Error(await answer.text())
  const { source, token } = (await answer.json()) as { source: { id: string }; token: string }
  const send: TestSource['send'] = (body, more = {}) =>
    world.request(null, `/api/ingest/${more.format ?? 'auto'}${more.query ?? ''}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': more.type ?? 'application/json', ...more.headers },
      body,
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    })
  return {
    id: source.id,
    token,
    send,
    deliver: async (records, named = 'auto') => {
      const taken = await send(JSON.stringify(records), { format: named })
      if (taken.status !== 200) throw new Error(`${taken.status} ${await taken.text()}`)
      return (await taken.json()) as IngestReport
    },
  }
}
