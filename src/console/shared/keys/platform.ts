/** Which caps to print, never which keys to bind: both Ctrl and Cmd work everywhere. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
