import * as words from '#words/key-map.ts'
import { keyCaps } from '../shared/keys/key-bindings.ts'
import type { Sequence } from '../shared/keys/key-changes.ts'
import { keySpoken } from '../shared/keys/key-spoken.ts'
import { isMac } from '../shared/keys/platform.ts'
import { Kbd } from '../ui/Kbd.tsx'

/** The keys of one binding as caps, and read out as words. */
export function KeySequences({ sequences }: { readonly sequences: readonly Sequence[] }) {
  if (sequences.length === 0) return <span>{words.none}</span>
  return sequences.map((sequence, i) => (
    <span key={sequence.join(' ')} className="inline-flex items-center gap-1">
      {i === 0 ? null : <span>{words.or}</span>}
      <span className="sr-only">{sequence.map((chord) => keySpoken(chord, isMac)).join(` ${words.followedBy} `)}</span>
      {sequence.map((chord, at) => (
        <span key={chord} aria-hidden className="inline-flex items-center gap-1">
          {at === 0 ? null : words.followedBy}
          <Kbd keys={keyCaps(chord, isMac)} />
        </span>
      ))}
    </span>
  ))
}
