import { CornerDownRight } from 'lucide-react'
import * as words from '#words/palette.ts'
import { capsIn } from '../../shared/keys/my-keys.ts'
import { useActiveKeys } from '../../shared/keys/use-keys.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { PaletteGroup, PaletteItem } from './PaletteItem.tsx'

/** What the keys of this screen do, from the same data that binds them: nothing can be done by key alone. */
export function HereItems({ onRun }: { readonly onRun: (what: () => void) => void }) {
  const active = useActiveKeys((state) => state.active)
  const { singleKeys } = useUiSettings()
  // Screens have a group of their own below, and who reads the palette has opened it already.
  const groups = active.filter(({ group }) => group.isEverywhere !== true)
  const items = groups.flatMap(({ group, run, isBound }) =>
    group.bindings.filter(({ id }) => isBound(id)).map((binding) => ({ group, binding, run })),
  )
  if (items.length === 0) return null
  return (
    <PaletteGroup title={words.here}>
      {items.map(({ group, binding, run }) => (
        <PaletteItem
          key={`${group.id}/${binding.id}`}
          value={`${group.title} ${binding.label}`}
          icon={<CornerDownRight aria-hidden size={16} strokeWidth={1.6} />}
          keys={capsIn(group, binding.id, singleKeys)}
          onRun={() => onRun(() => run(binding.id))}
        >
          {binding.label}
        </PaletteItem>
      ))}
    </PaletteGroup>
  )
}
