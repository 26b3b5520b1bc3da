export const title = 'Keys'
export const singleKeys = 'Single keys'
export const or = 'or'
export const followedBy = 'then'
export const foot =
  'Single keys rest while you type, and while a dialog asks you something. No key signs, approves or contains by itself.'
export const change = 'Change keys'
export const done = 'Done'
export const reset = 'Give every key back'
export const asDelivered = 'Every key is as it was delivered.'
export const hint =
  'Choose a key, then press the new one. Backspace takes it away, Escape leaves it as it was. Kept for you in this browser.'
export const press = 'Press a key'
export const none = 'no key'
export const changeOne = (label: string) => `Change the key of “${label}”, now`
export const also = (label: string) => `also “${label}”`
export const refused = 'That key belongs to the browser or to walking the page.'
export const giveBack = (label: string) => `Give “${label}” its own key back`

/** Keys as they are read out. */
export const ctrl = 'Control'
export const command = 'Command'
export const shift = 'Shift'
export const enter = 'Enter'
export const escape = 'Escape'
export const arrowUp = 'Arrow up'
export const arrowDown = 'Arrow down'
export const arrowLeft = 'Arrow left'
export const arrowRight = 'Arrow right'
export const backspace = 'Backspace'
export const space = 'Space'
export const home = 'Home'
export const end = 'End'
export const pageUp = 'Page up'
export const pageDown = 'Page down'
