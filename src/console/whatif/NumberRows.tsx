import type { CSSProperties, ReactNode } from 'react'

/**
 * A box that is as high as its rows, whatever they hold: what a drag changes in a row is laid out and painted within the box alone,
 * where a box that may grow would have the whole document laid out, and all its layers made anew. The edge leaves room for rings,
 * which it would cut off.
 */
export function NumberRows({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  return (
    <div
      className="-m-1 h-[calc(var(--row)*var(--rows)+8px)] bg-bg p-1 [contain:strict] [content-visibility:auto] [--row:28px] touch:[--row:44px]"
      style={{ '--rows': count } as CSSProperties}
    >
      {children}
    </div>
  )
}
