import type { KeyboardEvent } from 'react'

/** The key that confirms a dialog from inside a text: Enter alone belongs to the text. */
export function onCtrlEnter(confirm: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    confirm()
  }
}
