/** Busy, of unknown length. Without motion it is a still arc, and the word beside it carries the meaning. */
export function Spinner({ sizePx = 14 }: { readonly sizePx?: number }) {
  return (
    <svg aria-hidden viewBox="0 0 14 14" width={sizePx} height={sizePx} className="glyph animate-spin">
      <circle cx="7" cy="7" r="5.5" className="faint" />
      <path d="M7 1.5A5.5 5.5 0 0 1 12.5 7" />
    </svg>
  )
}
