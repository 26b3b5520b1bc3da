import { useState } from 'react'
import * as words from '#words/key-map.ts'
import { eachOnce, type KeyGroup } from '../shared/keys/key-bindings.ts'
import { conflictsIn, withChanges } from '../shared/keys/key-changes.ts'
import { LIST_KEYS } from '../shared/keys/list-keys.ts'
import { useKeyChanges, useResetKeys } from '../shared/keys/my-keys.ts'
import { useActiveKeys } from '../shared/keys/use-keys.ts'
import { Button } from '../ui/Button.tsx'
import { Switch } from '../ui/Checkbox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ALL_KEYS } from './all-keys.ts'
import { ChangeableKey } from './ChangeableKey.tsx'
import { KeySequences } from './KeySequences.tsx'
import { usePreferences } from './preferences.ts'

/** The keys that work on this screen now, printed from the same data that binds them; each may be given another key. */
export function KeyMap({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const [isChanging, setIsChanging] = useState(false)
  const changes = useKeyChanges()
  const reset = useResetKeys()
  const bound = eachOnce(useActiveKeys((state) => state.active).map(({ group }) => group))
  const hasGrid = isOpen && document.getElementById('grid') !== null
  const groups = hasGrid ? [...bound, withChanges(LIST_KEYS, changes)] : bound
  const conflicts = conflictsIn(ALL_KEYS.map((group) => withChanges(group, changes)))
  const singleKeys = usePreferences((state) => state.singleKeys)
  const close = () => {
    setIsChanging(false)
    onClose()
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title={words.title}
      width="wide"
      headerExtra={
        <Switch isOn={singleKeys} onChange={(isOn) => usePreferences.setState({ singleKeys: isOn })}>
          {words.singleKeys}
        </Switch>
      }
      footer={
        <>
          <p className="me-auto text-micro text-text-3">{isChanging ? words.hint : words.foot}</p>
          {isChanging ? (
            <Button onClick={reset} disabledBecause={Object.keys(changes).length === 0 ? words.asDelivered : null}>
              {words.reset}
            </Button>
          ) : null}
          <Button aria-pressed={isChanging} onClick={() => setIsChanging(!isChanging)}>
            {isChanging ? words.done : words.change}
          </Button>
        </>
      }
    >
      <div className="grid gap-x-10 gap-y-6 tablet:grid-cols-2 desk:grid-cols-3">
        {groups.map((group) => (
          <Group key={group.id} group={group} isChanging={isChanging} conflicts={conflicts} />
        ))}
      </div>
    </Dialog>
  )
}

interface GroupProps {
  readonly group: KeyGroup
  readonly isChanging: boolean
  readonly conflicts: ReturnType<typeof conflictsIn>
}

function Group({ group, isChanging, conflicts }: GroupProps) {
  return (
    <section>
      <h3 className="mb-1 border-b border-line pb-1.5 text-body">{group.title}</h3>
      <dl>
        {group.bindings.map((binding) => (
          <div key={binding.id} className="flex min-h-6 items-center justify-between gap-4 py-px">
            <dt className="text-text-2">{binding.label}</dt>
            <dd className="flex flex-wrap items-center justify-end gap-1 text-micro text-text-3">
              {isChanging ? (
                <ChangeableKey group={group} binding={binding} conflicts={conflicts} />
              ) : (
                <KeySequences sequences={binding.sequences} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
