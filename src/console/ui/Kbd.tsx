import { clsx } from 'clsx'

/** Keys as printed on the board, e.g. `['Ctrl', 'K']`. Decoration beside a control that has a name of its own. */
export function Kbd({ keys, onInk = false }: { readonly keys: readonly string[]; readonly onInk?: boolean }) {
  return (
    <span aria-hidden className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className={clsx(
            'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-s border px-1 font-sans text-micro',
            onInk ? 'border-on-ink/45 text-on-ink' : 'border-line bg-sunken text-text-2',
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  )
}
