import type { CSSProperties, ReactNode } from 'react'

/**
 * A box that is as high as its rows, whatever they hold: what changes in a row is laid out, painted and put on the screen within
 * the box alone. Its edge leaves room for rings, which it would cut off.
 */
export function NumberRows({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  return (
    <div
      className="-m-1 h-[calc(var(--row)*var(--rows)+8px)] bg-bg p-1 will-change-transform [contain:strict] [content-visibility:auto] [--row:28px] touch:[--row:44px]"
      style={{ '--rows': count } as CSSProperties}
    >
      {children}
    </div>
  )
}
