interface SparklineProps {
  /** Oldest first. */
  readonly counts: readonly number[]
  /** Read out instead of the drawing: "30 days, at most 12 a day". */
  readonly label: string
}

const HEIGHT = 16
const STEP = 3

/** Counts as bars on one scale of their own; a day with any hit is at least a visible dot, a day without is none. */
export function Sparkline({ counts, label }: SparklineProps) {
  const most = Math.max(1, ...counts)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${counts.length * STEP} ${HEIGHT}`}
      width={counts.length * STEP}
      height={HEIGHT}
      className="text-text-2"
    >
      <line x1="0" x2={counts.length * STEP} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className="stroke-line" />
      {counts.map((count, i) => {
        const height = count === 0 ? 0 : Math.max(2, Math.round((count / most) * (HEIGHT - 2)))
        // Days have no name but their place.
        return (
          <rect
            key={`day ${i}`}
            x={i * STEP}
            y={HEIGHT - height}
            width={STEP - 1}
            height={height}
            fill="currentColor"
          />
        )
      })}
    </svg>
  )
}
