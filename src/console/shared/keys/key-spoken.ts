import * as words from '#words/key-map.ts'
import { keysOf } from './key-bindings.ts'

/** A chord as it is read out: "Control Shift K", "Arrow down". What is a sign on a cap is a word to the ear. */
export function keySpoken(chord: string, isMac: boolean): string {
  return keysOf(chord)
    .map((part) => (part === 'Mod' ? (isMac ? words.command : words.ctrl) : (SPOKEN[part] ?? part)))
    .join(' ')
}

const SPOKEN: Readonly<Record<string, string>> = {
  Shift: words.shift,
  Enter: words.enter,
  Escape: words.escape,
  ArrowUp: words.arrowUp,
  ArrowDown: words.arrowDown,
  ArrowLeft: words.arrowLeft,
  ArrowRight: words.arrowRight,
  Backspace: words.backspace,
  ' ': words.space,
  Home: words.home,
  End: words.end,
  PageUp: words.pageUp,
  PageDown: words.pageDown,
}
