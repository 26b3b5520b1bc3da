import { clsx } from 'clsx'
import { cutMiddle, describeHostile, type Piece, revealText } from './hostile-text.ts'

export interface HostileTextProps {
  readonly text: string
  /** Machine names are mono and never break inside; sentences are not. */
  readonly mono?: boolean
  /** Code points to keep before the middle is cut out. Identities lose their middle, titles their end (use CSS for those). */
  readonly maxLength?: number
  /** Keeps line feeds and tabs as layout: payloads, notes. */
  readonly multiline?: boolean
  readonly className?: string
}

/**
 * Every text that came from outside is drawn by this component. React already keeps markup from becoming markup; this keeps
 * characters from lying: direction is isolated, and what cannot be seen is shown. Copying gives the true text.
 */
export function HostileText({ text, mono = false, maxLength, multiline = false, className }: HostileTextProps) {
  const cut = maxLength === undefined ? null : cutMiddle(text, maxLength)
  const isWhole = cut === null
  return (
    <bdi
      className={clsx(
        mono && 'font-mono text-small [font-variant-ligatures:none]',
        // A word of ten thousand letters breaks where it must; a name never does.
        multiline ? 'wrap-break-word whitespace-pre-wrap' : mono ? 'whitespace-nowrap' : 'wrap-break-word',
        className,
      )}
      title={isWhole ? undefined : describeHostile(text)}
    >
      {isWhole ? (
        <Pieces pieces={revealText(text, { multiline })} />
      ) : (
        <>
          <Pieces pieces={revealText(cut.head, { multiline: false })} />
          <span className="hostile-middle">
            <span>{cut.middle}</span>
          </span>
          <Pieces pieces={revealText(cut.tail, { multiline: false })} />
        </>
      )}
    </bdi>
  )
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  let offset = 0
  return pieces.map((piece) => {
    const key = offset
    offset += piece.kind === 'text' ? piece.text.length : piece.hidden.length
    if (piece.kind === 'text') return piece.text
    return (
      <span key={key} className="hostile-mark" data-glyph={piece.glyph} title={piece.name}>
        <span>{piece.hidden}</span>
      </span>
    )
  })
}
