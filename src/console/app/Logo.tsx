/** A gate's plate between its posts, and the water that it lets through. */
export function Logo({ sizePx }: { readonly sizePx: number }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" width={sizePx} height={sizePx} className="shrink-0">
      <path d="M4 2v20M20 2v20" stroke="var(--text)" strokeWidth="2" />
      <rect x="7" y="2" width="10" height="10.5" rx="1.2" fill="var(--text)" />
      <path d="M7 16h10M7 19.5h10" stroke="var(--accent)" strokeWidth="1.7" />
    </svg>
  )
}
