import { useQueryClient } from '@tanstack/react-query'
import { Bell, Clock, KeyRound, LogOut, OctagonX, UserRound } from 'lucide-react'
import * as userWords from '#words/settings.ts'
import * as words from '#words/stops.tsx'
import { useBackend } from '../shared/backend.tsx'
import { useNavigate } from '../shared/router/router.ts'
import { useSession } from '../shared/session.ts'
import { useKeptIntents } from '../shared/triage/kept-intents.ts'
import { useRefusal } from '../shared/use-refusal.ts'
import { HostileText } from '../ui/HostileText.tsx'
import { MenuChoice, MenuItem, MenuLabel, MenuSeparator, MenuSwitch } from '../ui/Menu.tsx'
import { type Zone, zoneTitle } from '../ui/time-text.ts'
import { DENSITIES, THEMES, usePreferences, ZONES } from './preferences.ts'
import { SCREENS } from './screens.ts'

export interface UserMenuProps {
  readonly onChooseZone: () => void
  readonly onStop: () => void
  /** Notices that this person has not looked at. */
  readonly newNotices: number
}

/** What the menu of the person holds. */
export function UserMenuItems({ onChooseZone, onStop, newNotices }: UserMenuProps) {
  const session = useSession()
  const stopRefusal = useRefusal('stop-everything')
  const backend = useBackend()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const preferences = usePreferences()
  if (session === null) return null
  const { person, personas, product } = session
  const isNamed = !ZONES.some((zone) => zone === preferences.zone)

  // Another person sees other things: nothing that was loaded for the one may be shown to the other.
  const change = async (who: () => Promise<unknown>, to: '/queue' | '/sign-in') => {
    await who()
    queries.clear()
    useKeptIntents.setState({ intents: [] })
    navigate({ to, search: {} })
  }

  return (
    <>
      <div className="px-2 pt-1.5 pb-1">
        <HostileText text={person.name} className="font-title" />
        <div className="text-small text-text-3">
          <HostileText text={person.team} />, {person.roles.join(', ')}
        </div>
      </div>
      <div className="tablet:hidden">
        <MenuSeparator />
        {SCREENS.filter(({ isOnPhone }) => !isOnPhone).map((screen) => (
          <MenuItem
            key={screen.id}
            icon={<screen.icon aria-hidden size={14} />}
            onSelect={() => navigate({ to: screen.to, search: {} })}
          >
            {screen.label}
          </MenuItem>
        ))}
        <MenuItem icon={<OctagonX aria-hidden size={14} />} disabledBecause={stopRefusal} onSelect={onStop}>
          {words.title}
        </MenuItem>
      </div>
      <MenuSeparator />
      <MenuItem icon={<Bell aria-hidden size={14} />} onSelect={() => navigate({ to: '/notices', search: {} })}>
        {userWords.notices(newNotices)}
      </MenuItem>
      <MenuItem icon={<KeyRound aria-hidden size={14} />} onSelect={() => navigate({ to: '/keys', search: {} })}>
        {userWords.passkeys}
      </MenuItem>
      <MenuSeparator />
      <MenuChoice
        label={userWords.theme}
        value={preferences.theme}
        onChange={(theme) => usePreferences.setState({ theme })}
        choices={THEMES.map((value) => ({ value, label: userWords.themes[value] }))}
      />
      <MenuChoice
        label={userWords.density}
        value={preferences.density}
        onChange={(density) => usePreferences.setState({ density })}
        choices={DENSITIES.map((value) => ({ value, label: userWords.densities[value] }))}
      />
      <MenuChoice
        label={userWords.zone}
        value={preferences.zone}
        onChange={(zone) => usePreferences.setState({ zone })}
        choices={[
          ...ZONES.map((value) => ({ value: value as Zone, label: userWords.zones[value] })),
          ...(isNamed ? [{ value: preferences.zone, label: zoneTitle(preferences.zone) }] : []),
        ]}
      />
      <MenuItem icon={<Clock aria-hidden size={14} />} onSelect={onChooseZone}>
        {userWords.otherZone}…
      </MenuItem>
      <MenuSeparator />
      <MenuSwitch isOn={preferences.singleKeys} onChange={(singleKeys) => usePreferences.setState({ singleKeys })}>
        {userWords.singleKeys}
      </MenuSwitch>
      {personas.length === 0 ? null : (
        <>
          <MenuSeparator />
          <MenuLabel>{userWords.personas}</MenuLabel>
          {personas
            .filter((other) => other.id !== person.id)
            .map((other) => (
              <MenuItem
                key={other.id}
                icon={<UserRound aria-hidden size={14} />}
                onSelect={() => void change(() => backend.signInAs(other.id), '/queue')}
              >
                {userWords.become(other.name)} <span className="text-text-3">{other.roles.join(', ')}</span>
              </MenuItem>
            ))}
        </>
      )}
      <MenuSeparator />
      <MenuItem
        icon={<LogOut aria-hidden size={14} />}
        onSelect={() => void change(() => backend.signOut(), '/sign-in')}
      >
        {userWords.signOut}
      </MenuItem>
      <div className="px-2 pt-1 pb-1.5 text-micro text-text-3">
        {userWords.version(product.version, product.database)}
      </div>
    </>
  )
}
