import { clsx } from 'clsx'
import type { ComponentProps, MouseEvent } from 'react'
import { hrefOf, isWithin, matchPath, type Target } from './paths.ts'
import { goTo, useAround } from './router.ts'

type LinkProps = Target &
  Omit<ComponentProps<'a'>, 'href'> & {
    /** Added while the page is there or below. */
    readonly activeClassName?: string
  }

/** A way inside the console. It is a real link: it can be copied, and opened beside; a plain click does not load the page again. */
export function Link(props: LinkProps) {
  const { to, params, search, activeClassName, className, onClick, onPointerEnter, onFocus, children, ...attributes } =
    props
  const { place, prepare } = useAround()
  const href = hrefOf({ to, params, search } as Target)
  const pathname = href.split('?')[0] ?? href
  const isActive = isWithin(place.pathname, pathname)
  return (
    <a
      {...attributes}
      href={href}
      aria-current={isActive ? 'page' : undefined}
      className={clsx(className, isActive && activeClassName)}
      onPointerEnter={(event) => {
        onPointerEnter?.(event)
        prepare(pathname)
      }}
      onFocus={(event) => {
        onFocus?.(event)
        prepare(pathname)
      }}
      onClick={(event) => {
        onClick?.(event)
        if (!isPlain(event) || matchPath(pathname) === null) return
        event.preventDefault()
        goTo({ href })
      }}
    >
      {children}
    </a>
  )
}

/** Not one that opens a tab, a window or a download, and not one that somebody has dealt with. */
function isPlain(event: MouseEvent<HTMLAnchorElement>): boolean {
  const { target, download } = event.currentTarget
  if (event.defaultPrevented || event.button !== 0) return false
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false
  return (target === '' || target === '_self') && download === ''
}
