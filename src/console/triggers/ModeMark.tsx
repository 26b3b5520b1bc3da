import { MODE_WORDS } from '#words/triggers.tsx'
import type { Mode } from '../../domain/change/change.ts'
import { Glyph, Mark, type MarkSize } from '../shared/marks/Mark.tsx'

const HUES: Readonly<Record<Mode, string>> = { on: 'text-text', shadow: 'text-text-2', off: 'text-text-3' }

/** Whether a trigger acts: a lamp that is lit, one behind a screen, one that is out. */
export function ModeMark({ mode, size = 'row' }: { readonly mode: Mode } & MarkSize) {
  return (
    <Mark
      size={size}
      hue={HUES[mode]}
      word={MODE_WORDS[mode]}
      glyph={
        <Glyph size={size}>
          <circle cx="7" cy="7" r="4.5" />
          {mode === 'on' ? <circle className="solid" cx="7" cy="7" r="2.4" /> : null}
          {mode === 'shadow' ? <path className="solid" d="M7 2.5a4.5 4.5 0 0 0 0 9z" /> : null}
        </Glyph>
      }
    />
  )
}
