import { CornerDownRight } from 'lucide-react'
import * as words from '#words/palette.ts'
import { capsIn } from '../../shared/keys/my-keys.ts'
import { useActiveKeys } from '../../shared/keys/use-keys.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import type { CommandGroup } from './command.ts'

/** What the keys of this screen do, from the same data that binds them: nothing can be done by key alone. */
export function useHereCommands(onRun: (what: () => void) => void): CommandGroup {
  const active = useActiveKeys((state) => state.active)
  const { singleKeys } = useUiSettings()
  // Screens have a group of their own below, and who reads the palette has opened it already.
  const groups = active.filter(({ group }) => group.isEverywhere !== true)
  return {
    title: words.here,
    commands: groups.flatMap(({ group, run, isBound }) =>
      group.bindings
        .filter(({ id }) => isBound(id))
        .map((binding) => ({
          id: `${group.id}/${binding.id}`,
          label: binding.label,
          also: group.title,
          icon: <CornerDownRight aria-hidden size={16} strokeWidth={1.6} />,
          keys: capsIn(group, binding.id, singleKeys),
          run: () => onRun(() => run(binding.id)),
        })),
    ),
  }
}
