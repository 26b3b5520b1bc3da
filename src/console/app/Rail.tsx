import { clsx } from 'clsx'
import { CircleHelp, FlaskConical, OctagonX } from 'lucide-react'
import * as words from '#words/app.tsx'
import { type Connection, ConnectionMark } from '../shared/marks/ConnectionMark.tsx'
import { Link } from '../shared/router/Link.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { countText } from '../ui/number-text.ts'
import { useRefusable } from '../ui/refusable.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { Logo } from './Logo.tsx'
import { RAIL_ITEM } from './rail-item.ts'
import { SCREENS, type ScreenId } from './screens.ts'
import { UserMenu } from './UserMenu.tsx'

/** Undefined: not counted (yet). */
export type RailCounts = Readonly<Partial<Record<ScreenId, number>>>

interface RailProps {
  readonly counts: RailCounts
  readonly onKeyMap: () => void
  readonly onChooseZone: () => void
  readonly onStop: () => void
  readonly newNotices: number
  readonly connection: Connection
  /** The estate on the screen is the sample: nothing in it is real, and nobody may take it for real. */
  readonly isSample: boolean
}

/** The way between screens: words under icons, beside them where there is width. On a phone it lies at the foot. */
export function Rail(props: RailProps) {
  const { counts, onKeyMap, onChooseZone, onStop, newNotices, connection, isSample } = props
  return (
    <nav
      id="rail"
      aria-label={words.rail}
      className="order-last flex shrink-0 border-t border-line bg-sunken tablet:order-first tablet:w-17 tablet:flex-col tablet:border-e tablet:border-t-0 wide:w-49"
    >
      <div className="hidden h-13 items-center justify-center gap-3 tablet:flex wide:justify-start wide:px-5">
        <Logo sizePx={24} />
        <span className="hidden text-title font-title wide:inline">{words.product}</span>
      </div>
      <ul className="flex grow tablet:grow-0 tablet:flex-col tablet:gap-1 tablet:px-1.5 wide:px-2">
        {SCREENS.filter(({ isInRail }) => isInRail).map((screen) => (
          <li
            key={screen.id}
            className={clsx('grow basis-0 tablet:block tablet:grow-0', !screen.isOnPhone && 'hidden')}
          >
            <Link to={screen.to} activeClassName="bg-text/9 text-text! font-title" className={RAIL_ITEM}>
              <screen.icon aria-hidden size={18} strokeWidth={1.6} />
              <span>{screen.label}</span>
              <Count count={counts[screen.id]} />
            </Link>
          </li>
        ))}
      </ul>
      <div className="flex min-w-0 max-w-24 tablet:mt-auto tablet:max-w-none tablet:flex-col tablet:gap-1 tablet:px-1.5 tablet:pb-3 wide:px-2">
        {isSample ? (
          <Tooltip content={words.sampleHint} side="right">
            <Link to="/sources" className={`${RAIL_ITEM} hidden! text-doubt! tablet:flex!`}>
              <FlaskConical aria-hidden size={18} strokeWidth={1.6} />
              {words.sample}
            </Link>
          </Tooltip>
        ) : null}
        <StopAll onStop={onStop} />
        <div className="hidden min-h-8 items-center justify-center text-micro text-text-2 tablet:flex wide:justify-start wide:gap-3 wide:px-3 wide:text-body">
          <ConnectionMark connection={connection} words="short" />
        </div>
        <button type="button" onClick={onKeyMap} className={`${RAIL_ITEM} hidden! tablet:flex!`}>
          <CircleHelp aria-hidden size={18} strokeWidth={1.6} />
          {words.keys}
        </button>
        <UserMenu onChooseZone={onChooseZone} onStop={onStop} newNotices={newNotices} />
      </div>
    </nav>
  )
}

/** The stop that everybody can find. */
function StopAll({ onStop }: Pick<RailProps, 'onStop'>) {
  const { isRefused, attributes, press, withReason } = useRefusable(useRefusal('stop-everything'))
  return withReason(
    <button
      type="button"
      {...attributes}
      title={isRefused ? undefined : words.stopDescription}
      onClick={press(onStop)}
      className={clsx(RAIL_ITEM, 'hidden! tablet:flex!', isRefused && 'text-disabled!')}
    >
      <OctagonX aria-hidden size={18} strokeWidth={1.6} />
      {words.stopAll}
    </button>,
  )
}

function Count({ count }: { readonly count: number | undefined }) {
  if (count === undefined || count === 0) return null
  return (
    <>
      <span
        aria-hidden
        className="absolute top-0.5 left-1/2 ms-1.5 inline-flex tablet:end-0.5 tablet:left-auto tablet:ms-0 h-4 min-w-4 items-center justify-center rounded-full bg-line-strong/70 px-1 text-badge font-title text-text tabular-nums wide:static wide:ms-auto wide:bg-transparent wide:text-small"
      >
        {count > 999 ? '999+' : countText(count)}
      </span>
      <span className="sr-only">, {words.waiting(count)}</span>
    </>
  )
}
