/**
 * The thin line under a table's head while rows arrive. With `share` (0-1) it shows how far; without, only that something is
 * on its way. It does not move by itself: a number that stands still is the truth.
 */
export function LoadingLine({ label, share }: { readonly label: string; readonly share?: number }) {
  const percent = share === undefined ? undefined : Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-0.5 w-full bg-line"
    >
      <div
        className="h-full bg-text-2 forced:bg-[CanvasText]"
        style={{ width: percent === undefined ? '33%' : `${percent}%` }}
      />
    </div>
  )
}
