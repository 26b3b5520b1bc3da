import { useMemo } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { isSingleKey } from '../../ui/chord.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { useSession } from '../session.ts'
import { type KeyGroup, keyCaps } from './key-bindings.ts'
import { type KeyChanges, readKeyChanges, type Sequence, withChanges } from './key-changes.ts'
import { isMac } from './platform.ts'

interface Kept {
  readonly byPerson: Readonly<Record<string, KeyChanges>>
}

/** Which keys people changed in this browser, each for themselves. */
const useKept = create<Kept>()(
  persist((): Kept => ({ byPerson: {} }), {
    name: 'sluicegate.keys',
    version: 1,
    merge: (stored) => ({ byPerson: readKeyChanges((stored as Partial<Kept> | undefined)?.byPerson) }),
  }),
)

const NONE: KeyChanges = {}

/** What the person who is signed in changed. */
export function useKeyChanges(): KeyChanges {
  const person = useSession()?.person.id ?? ''
  return useKept(({ byPerson }) => byPerson[person]) ?? NONE
}

/** Gives a binding another sequence; null takes its key away, undefined gives back what it had. */
export function useChangeKey(): (name: string, sequence: Sequence | null | undefined) => void {
  const person = useSession()?.person.id ?? ''
  return (name, sequence) =>
    useKept.setState(({ byPerson }) => {
      const { [name]: _, ...others } = byPerson[person] ?? NONE
      return { byPerson: { ...byPerson, [person]: sequence === undefined ? others : { ...others, [name]: sequence } } }
    })
}

/** Takes all changes of this person back. */
export function useResetKeys(): () => void {
  const person = useSession()?.person.id ?? ''
  return () => useKept.setState(({ byPerson }) => ({ byPerson: { ...byPerson, [person]: NONE } }))
}

/** The group as this person has it. */
export function useMyGroup(group: KeyGroup): KeyGroup {
  const changes = useKeyChanges()
  return useMemo(() => withChanges(group, changes), [group, changes])
}

/** The caps to print on a button that does the same as a key; undefined where there is none, or single keys are off. */
export function useKeyHint(group: KeyGroup): (id: string) => readonly string[] | undefined {
  const mine = useMyGroup(group)
  const { singleKeys } = useUiSettings()
  return (id) => capsIn(mine, id, singleKeys)
}

/** The caps of a binding in a group as a person has it; undefined where it has no key, or single keys are off. */
export function capsIn({ bindings }: KeyGroup, id: string, singleKeys: boolean): readonly string[] | undefined {
  const sequence = bindings.find((binding) => binding.id === id)?.sequences[0]
  if (sequence === undefined) return undefined
  return isSingleKey(sequence[0] ?? '') && !singleKeys ? undefined : sequence.flatMap((chord) => keyCaps(chord, isMac))
}
