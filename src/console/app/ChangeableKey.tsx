import { RotateCcw } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import * as words from '#words/key-map.ts'
import type { KeyBinding, KeyGroup } from '../shared/keys/key-bindings.ts'
import { choosableChord, type conflictsIn, isChangeable, keyName } from '../shared/keys/key-changes.ts'
import { useChangeKey, useKeyChanges } from '../shared/keys/my-keys.ts'
import { IconButton } from '../ui/Button.tsx'
import { isSingleKey } from '../ui/chord.ts'
import { ALL_KEYS } from './all-keys.ts'
import { KeySequences } from './KeySequences.tsx'

interface ChangeableKeyProps {
  readonly group: KeyGroup
  readonly binding: KeyBinding
  readonly conflicts: ReturnType<typeof conflictsIn>
}

/** A binding's key as a button that waits for another one. A key that two things share is named at both. */
export function ChangeableKey({ group, binding, conflicts }: ChangeableKeyProps) {
  const [isListening, setIsListening] = useState(false)
  const [isRefused, setIsRefused] = useState(false)
  const changes = useKeyChanges()
  const change = useChangeKey()
  const name = keyName(group, binding)
  const delivered = ALL_KEYS.find(({ id }) => id === group.id)?.bindings.find(({ id }) => id === binding.id)
  if (delivered === undefined || !isChangeable(delivered)) return <KeySequences sequences={binding.sequences} />

  const others = conflicts.flatMap(({ names, labels }) => {
    const at = names.indexOf(name)
    return at < 0 ? [] : [labels[at === 0 ? 1 : 0]]
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isListening) return
    if (['Shift', 'Control', 'Meta', 'Alt', 'Tab'].includes(event.key)) return
    event.preventDefault()
    event.stopPropagation()
    setIsRefused(false)
    if (event.key === 'Escape' || event.key === 'Enter') return setIsListening(false)
    const chord = event.key === 'Backspace' ? null : choosableChord(event)
    if (chord === null && event.key !== 'Backspace') return setIsRefused(true)
    // `g q` stays a way of going: its first key is the same for all of them.
    const [prefix, second] = delivered.sequences[0] ?? []
    const isPair = second !== undefined && prefix !== undefined && chord !== null && isSingleKey(chord)
    change(name, chord === null ? null : isPair ? [prefix, chord] : [chord])
    setIsListening(false)
    return undefined
  }
  return (
    <>
      {isRefused ? <span className="text-doubt">{words.refused}</span> : null}
      {others.map((label) => (
        <span key={label} className="text-doubt">
          {words.also(label)}
        </span>
      ))}
      <button
        type="button"
        aria-pressed={isListening}
        onClick={() => setIsListening(!isListening)}
        onKeyDown={onKeyDown}
        onBlur={() => setIsListening(false)}
        className="inline-flex min-h-6 items-center rounded-s border border-line-strong px-1.5 hover:bg-hover touch:min-h-11"
      >
        <span className="sr-only">{words.changeOne(binding.label)} </span>
        {isListening ? words.press : <KeySequences sequences={binding.sequences} />}
      </button>
      {changes[name] === undefined ? null : (
        <IconButton
          label={words.giveBack(binding.label)}
          icon={<RotateCcw aria-hidden size={12} />}
          onClick={() => change(name, undefined)}
        />
      )}
    </>
  )
}
