import * as words from '#words/app.tsx'
import { useSession } from '../shared/session.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { later } from '../ui/later.ts'
import { Menu } from '../ui/Menu.tsx'
import { RAIL_ITEM } from './rail-item.ts'
import type { UserMenuProps } from './UserMenuItems.tsx'

const UserMenuItems = later(() => import('./UserMenuItems.tsx').then((module) => module.UserMenuItems))

/** Who is signed in, what they set for this browser, and the way out. */
export function UserMenu(props: UserMenuProps) {
  const { newNotices } = props
  const person = useSession()?.person
  if (person === undefined) return null
  return (
    <Menu
      trigger={
        <button type="button" className={RAIL_ITEM}>
          <span
            aria-hidden
            className="inline-flex size-5 items-center justify-center rounded-full bg-line-strong/60 text-badge font-title text-text"
          >
            {Array.from(person.name)[0]?.toUpperCase()}
          </span>
          <HostileText text={person.name} maxLength={18} className="max-w-full truncate" />
          {newNotices === 0 ? null : (
            <span className="absolute top-0.5 right-1 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-badge font-title text-on-ink tabular-nums">
              <span aria-hidden>{newNotices}</span>
              <span className="sr-only">, {words.newNotices(newNotices)}</span>
            </span>
          )}
          <span className="sr-only">, {words.userMenu}</span>
        </button>
      }
    >
      <UserMenuItems {...props} />
    </Menu>
  )
}
