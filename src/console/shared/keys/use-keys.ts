import { useEffect, useRef } from 'react'
import { create } from 'zustand'
import { chordOf, isSingleKey } from '../../ui/chord.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { type KeyGroup, NO_SEQUENCE, nextChord } from './key-bindings.ts'
import { useMyGroup } from './my-keys.ts'

interface ActiveGroup {
  readonly group: KeyGroup
  /** Does what the binding does, where it is bound here and not by the grid. */
  readonly run: (id: string) => void
  readonly isBound: (id: string) => boolean
}

/** The groups of what is on the screen now, in the order in which they were mounted: what the key map prints and the palette does. */
export const useActiveKeys = create<{ readonly active: readonly ActiveGroup[] }>(() => ({ active: [] }))

/** By the binding's id. A binding without a handler is printed but bound elsewhere, e.g. by the grid. */
export type KeyHandlers = Readonly<Record<string, (() => void) | undefined>>

/**
 * Binds a group while the component is mounted, under the keys that this person gave it. Single keys act only while the focus is
 * in the main region or nowhere, rest while somebody types or a dialog is open, and can be switched off; chords with Mod act
 * everywhere but in dialogs. `group` must be a constant of its module; handlers may change with every draw.
 */
export function useKeys(group: KeyGroup, handlers: KeyHandlers): void {
  const { singleKeys } = useUiSettings()
  const mine = useMyGroup(group)
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  }, [handlers])

  useEffect(() => {
    const entry: ActiveGroup = {
      group: mine,
      run: (id) => latest.current[id]?.(),
      isBound: (id) => latest.current[id] !== undefined,
    }
    useActiveKeys.setState(({ active }) => ({ active: [...active, entry] }))
    return () => useActiveKeys.setState(({ active }) => ({ active: active.filter((other) => other !== entry) }))
  }, [mine])

  useEffect(() => {
    let sequence = NO_SEQUENCE
    const onKeyDown = (event: KeyboardEvent) => {
      const chord = event.defaultPrevented || event.isComposing || event.repeat ? null : chordOf(event)
      if (chord === null) return
      if (isSingleKey(chord) && (!singleKeys || isTyping(event.target) || !isInMain(event.target))) return
      if (chord === 'Mod+Z' && isTyping(event.target)) return
      // One layer at a time: whoever writes leaves the field first, and the screen with the next press.
      if (chord === 'Escape' && isTyping(event.target)) {
        if (isDialogOpen()) return
        event.preventDefault()
        document.getElementById('main')?.focus()
        return
      }
      const bound = mine.bindings.filter((binding) => latest.current[binding.id] !== undefined)
      // When it was pressed, not when the page came to it: a slow moment between two keys is not the hand's.
      const step = nextChord(sequence, chord, event.timeStamp, bound)
      sequence = step.state
      // Asked last, and of keys that mean something here only: it looks through the whole document.
      if ((step.match === null && !step.isWaiting) || isDialogOpen()) return
      event.preventDefault()
      if (step.match !== null) latest.current[step.match]?.()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [mine, singleKeys])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable=true]') !== null
}

function isInMain(target: EventTarget | null): boolean {
  return !(target instanceof Element) || target === document.body || target.closest('main') !== null
}

// A toast is a dialog too, but it asks nothing: it says `aria-modal=false`, and the keys go on.
function isDialogOpen(): boolean {
  const asking =
    '[role=dialog]:not([aria-modal=false]), [role=alertdialog]:not([aria-modal=false]), [role=menu], [role=listbox]'
  return document.querySelector(asking) !== null
}
