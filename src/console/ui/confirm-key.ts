import type { KeyboardEvent as ReactKeyboardEvent } from 'react'

/** Ctrl+Enter, or Command+Enter: confirms from anywhere in a form. Enter alone belongs to the text, and to whoever composes a letter. */
export function isConfirmKey(press: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'isComposing'>): boolean {
  return press.key === 'Enter' && (press.ctrlKey || press.metaKey) && !press.isComposing
}

/** For a text that stands in a page: a dialog knows the key by itself. */
export function onConfirmKey(confirm: () => void): (event: ReactKeyboardEvent) => void {
  return (event) => {
    if (!isConfirmKey(event.nativeEvent)) return
    event.preventDefault()
    confirm()
  }
}
