import { keyCaps } from './key-bindings.ts'
import { isMac } from './platform.ts'

/** What a button prints that Ctrl+Enter, or Command+Enter, presses. */
export const CONFIRM_CAPS = keyCaps('Mod+Enter', isMac)
