import { Tooltip } from '../../ui/Tooltip.tsx'

/** Who has it: the initial in a row, the whole name on hover, on focus and to screen readers. */
export function PersonInitial({ name }: { readonly name: string }) {
  return (
    <Tooltip content={name}>
      <span className="inline-flex size-4.5 items-center justify-center rounded-full bg-line text-badge font-title text-text-2">
        <span aria-hidden>{Array.from(name)[0]?.toUpperCase() ?? '?'}</span>
        <span className="read-out">{name}</span>
      </span>
    </Tooltip>
  )
}
