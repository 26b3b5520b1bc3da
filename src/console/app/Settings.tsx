import { type ReactNode, useMemo } from 'react'
import { gridKeysOf, LIST_KEYS } from '../shared/keys/list-keys.ts'
import { capsIn, useMyGroup } from '../shared/keys/my-keys.ts'
import { UiSettingsProvider } from '../ui/settings.tsx'
import { ANYWHERE_KEYS } from './keys.ts'
import { usePreferences } from './preferences.ts'

/** Hands what this person set to parts that know neither a store nor a person. */
export function Settings({ children }: { readonly children: ReactNode }) {
  const zone = usePreferences((state) => state.zone)
  const singleKeys = usePreferences((state) => state.singleKeys)
  const list = useMyGroup(LIST_KEYS)
  const anywhere = useMyGroup(ANYWHERE_KEYS)
  const value = useMemo(() => {
    const capsOf = (id: string) => capsIn(anywhere, id, singleKeys)
    return { zone, singleKeys, gridKeys: gridKeysOf(list), capsOf }
  }, [zone, singleKeys, list, anywhere])
  return <UiSettingsProvider value={value}>{children}</UiSettingsProvider>
}
