import { type KeyGroup, keyCaps } from '../shared/keys/key-bindings.ts'
import { useActiveKeys } from '../shared/keys/use-keys.ts'
import { Switch } from '../ui/Checkbox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import { LIST_KEYS } from './keys.ts'
import { isMac } from './platform.ts'
import { usePreferences } from './preferences.ts'
import { words } from './words.ts'

/** The keys that work on this screen now, printed from the same data that binds them. */
export function KeyMap({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const bound = useActiveKeys((state) => state.groups)
  const hasGrid = isOpen && document.getElementById('grid') !== null
  const isPrinted = bound.some((group) =>
    group.bindings.some(({ sequences }) => sequences.some(([key]) => key === 'j')),
  )
  const groups = hasGrid && !isPrinted ? [...bound, LIST_KEYS] : bound
  const singleKeys = usePreferences((state) => state.singleKeys)
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={words.keyMap.title}
      width="wide"
      headerExtra={
        <Switch isOn={singleKeys} onChange={(isOn) => usePreferences.setState({ singleKeys: isOn })}>
          {words.keyMap.singleKeys}
        </Switch>
      }
      footer={<p className="me-auto text-micro text-text-3">{words.keyMap.foot}</p>}
    >
      <div className="grid gap-x-10 gap-y-6 tablet:grid-cols-2 desk:grid-cols-3">
        {groups.map((group) => (
          <Group key={group.title} group={group} />
        ))}
      </div>
    </Dialog>
  )
}

function Group({ group }: { readonly group: KeyGroup }) {
  return (
    <section>
      <h3 className="mb-1 border-b border-line pb-1.5 text-body">{group.title}</h3>
      <dl>
        {group.bindings.map((binding) => (
          <div key={binding.id} className="flex min-h-6 items-center justify-between gap-4 py-px">
            <dt className="text-text-2">{binding.label}</dt>
            <dd className="flex items-center gap-1 text-micro text-text-3">
              {binding.sequences.map((sequence, i) => (
                <Sequence key={sequence.join(' ')} sequence={sequence} isFirst={i === 0} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Sequence({ sequence, isFirst }: { readonly sequence: readonly string[]; readonly isFirst: boolean }) {
  const spoken = sequence.join(` ${words.keyMap.followedBy} `)
  return (
    <>
      {isFirst ? null : <span>{words.keyMap.or}</span>}
      <span className="sr-only">{spoken}</span>
      {sequence.map((chord, i) => (
        <span key={chord} aria-hidden className="inline-flex items-center gap-1">
          {i === 0 ? null : words.keyMap.followedBy}
          <Kbd keys={keyCaps(chord, isMac)} />
        </span>
      ))}
    </>
  )
}
