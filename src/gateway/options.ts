import path from 'node:path'
import { parseArgs } from 'node:util'
import { type HistoryPlace, readHistoryPlace } from './history/history-place.ts'

export interface ServerOptions {
  /** Folder of the embedded database; unused with `databaseUrl`. */
  readonly folder: string
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly isEmpty: boolean
  /** Alerts of the sample estate on first start; with 0 it brings people, identities and the twin only. */
  readonly sampleAlerts: number
  readonly databaseUrl: string | null
  /** Where the long history lies, and from how many alerts on the lab counts there; null for none. */
  readonly history: { readonly place: HistoryPlace; readonly switchesAt: number } | null
  /** The address under which people reach a gateway behind a proxy, for sign-in links. */
  readonly publicUrl: string | null
}

export const DEFAULT_PORT = 4747
const DEFAULT_SAMPLE_ALERTS = 400
/** As many as one answer of the history route holds. */
const DEFAULT_SWITCHES_AT = 1_000_000

export const SERVER_HELP = `Usage: npm start -- [options]

  --data DIR       folder of the embedded database (default .sluicegate)
  --port N         port (default ${DEFAULT_PORT}; 0 takes any free one)
  --host NAME      address to listen on (default 127.0.0.1; others need TLS in front)
  --empty          start without the sample estate
  --alerts N       alerts of the sample estate on first start (default ${DEFAULT_SAMPLE_ALERTS};
                   0 brings its people and identities and leaves the queue to your own alerts)
  --help           this text

  DATABASE_URL=postgres://…      use PostgreSQL instead of the embedded database
  HISTORY_URL=/path/to/folder    past alerts as "cli -- history export" wrote them: what-if counts there
  HISTORY_URL=https://user:password@host:8443/database
                                 the same in a ClickHouse, as "cli -- history upload" put them there
  HISTORY_FROM=…                 from how many alerts on it does so by itself (default 1000000)
  SLUICEGATE_PUBLIC_URL=https://…  how people reach this gateway through a proxy
  SLUICEGATE_SECRET_KEY=…        32 bytes in base64 that encrypt stored secrets; several by commas, the newest first
                                 (default with the embedded database: a key file in its folder)
  SLUICEGATE_SECRET_KEY_FILE=…   the same from a file
  SLUICEGATE_OUTBOUND=…          internal addresses that connectors may call: loopback, 10.20.0.0/16, fd00::/8
`

export type ReadOptions =
  | { readonly ok: true; readonly options: ServerOptions }
  | { readonly ok: false; readonly message: string; readonly exitCode: number }

/** Reads the command line and environment; every refusal says the option at fault and what it takes. */
export function readOptions(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ReadOptions {
  let values: { data?: string; port?: string; host?: string; empty?: boolean; alerts?: string; help?: boolean }
  try {
    values = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        empty: { type: 'boolean' },
        alerts: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      strict: true,
    }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown option'
    return { ok: false, message: `${reason}\n\n${SERVER_HELP}`, exitCode: 2 }
  }
  if (values.help === true) return { ok: false, message: SERVER_HELP, exitCode: 0 }
  const port = wholeNumber(values.port ?? String(DEFAULT_PORT), 0, 65_535)
  if (port === null) return { ok: false, message: `--port ${values.port}: a whole number from 0 to 65535`, exitCode: 2 }
  const sampleAlerts = wholeNumber(values.alerts ?? String(DEFAULT_SAMPLE_ALERTS), 0, 10_000_000)
  if (sampleAlerts === null) {
    return { ok: false, message: `--alerts ${values.alerts}: a whole number from 0 to 10000000`, exitCode: 2 }
  }
  const databaseUrl = environment['DATABASE_URL'] ?? null
  if (databaseUrl !== null && !['postgres://', 'postgresql://'].some((scheme) => databaseUrl.startsWith(scheme))) {
    return { ok: false, message: 'DATABASE_URL must begin with postgres://', exitCode: 2 }
  }
  const publicUrl = environment['SLUICEGATE_PUBLIC_URL'] ?? null
  if (publicUrl !== null && !URL.canParse(publicUrl)) {
    return { ok: false, message: `SLUICEGATE_PUBLIC_URL ${publicUrl} is no address`, exitCode: 2 }
  }
  const historyUrl = environment['HISTORY_URL'] ?? ''
  const place = readHistoryPlace(historyUrl)
  if (typeof place === 'string') return { ok: false, message: `HISTORY_URL: ${place}`, exitCode: 2 }
  const switchesAt = wholeNumber(environment['HISTORY_FROM'] ?? String(DEFAULT_SWITCHES_AT), 1, 1_000_000_000)
  if (switchesAt === null) {
    return { ok: false, message: 'HISTORY_FROM: a whole number of alerts from 1 to 1000000000', exitCode: 2 }
  }
  return {
    ok: true,
    options: {
      folder: path.resolve(values.data ?? '.sluicegate'),
      host: values.host ?? '127.0.0.1',
      port,
      isEmpty: values.empty ?? false,
      sampleAlerts,
      databaseUrl,
      publicUrl,
      history: place === null ? null : { place, switchesAt },
    },
  }
}

export function isLoopbackAddress(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function wholeNumber(text: string, least: number, most: number): number | null {
  const value = Number(text)
  return Number.isInteger(value) && value >= least && value <= most && text.trim() !== '' ? value : null
}
