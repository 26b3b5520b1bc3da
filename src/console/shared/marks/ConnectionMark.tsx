import * as words from '#words/shared/marks.ts'
import { Time } from '../../ui/Time.tsx'
import { Glyph, Mark, type MarkSize } from './Mark.tsx'

/** The line to the gateway as this page knows it. Times are epoch ms UTC. */
export type Connection =
  | { readonly kind: 'live' }
  /** A person stopped the live updates; the line itself is up. */
  | { readonly kind: 'paused'; readonly since: number }
  | { readonly kind: 'loading'; readonly detail?: string }
  | { readonly kind: 'offline'; readonly since: number }
  | { readonly kind: 'failed' }

const HUES: Readonly<Record<Connection['kind'], string>> = {
  live: 'text-ok',
  paused: 'text-text-2',
  loading: 'text-text-2',
  offline: 'text-doubt',
  failed: 'text-bad',
}

export interface ConnectionMarkProps extends MarkSize {
  readonly connection: Connection
  /** `short`: the state alone, where there is no room for since when. */
  readonly words?: 'full' | 'short'
}

/** Whether what is on the screen still follows what is true. */
export function ConnectionMark({ connection, size = 'row', words: length = 'full' }: ConnectionMarkProps) {
  const { kind } = connection
  const since = kind === 'offline' || kind === 'paused' ? connection.since : null
  return (
    <Mark
      hue={HUES[kind]}
      isWordHued={kind === 'offline' || kind === 'failed'}
      glyph={<Glyph size={size}>{DRAWINGS[kind]}</Glyph>}
      word={
        length === 'short' ? (
          words.short[kind]
        ) : (
          <>
            {words.connectionMark[kind]}
            {since === null ? null : (
              <>
                {' '}
                <Time at={since} look="clock" />
              </>
            )}
            {kind === 'loading' && connection.detail !== undefined ? ` ${connection.detail}` : null}
          </>
        )
      }
    />
  )
}

const DRAWINGS: Readonly<Record<Connection['kind'], React.ReactNode>> = {
  live: <circle cx="7" cy="7" r="3.2" className="solid" />,
  paused: <path d="M4.8 3v8M9.2 3v8" strokeWidth="1.8" />,
  loading: <circle cx="7" cy="7" r="2.8" />,
  offline: (
    <g strokeWidth="1.2">
      <path d="M1.2 5.2A8.3 8.3 0 0 1 7 2.9c2.2 0 4.3.9 5.8 2.3M3.4 7.6A5.2 5.2 0 0 1 7 6.1c1.4 0 2.6.5 3.6 1.5" />
      <circle cx="7" cy="10.6" r=".9" className="solid" />
      <path d="m1.6 1.6 10.8 10.8" />
    </g>
  ),
  failed: (
    <g strokeWidth="1.2">
      <path d="M4.5 1.1h5l3.4 3.4v5l-3.4 3.4h-5L1.1 9.5v-5Z" />
      <path d="M7 4.2v3.4M7 9.8h.01" strokeWidth="1.4" />
    </g>
  ),
}
