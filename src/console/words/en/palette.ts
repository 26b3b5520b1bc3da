export const title = 'Commands'
export const hint = 'An action, a screen, a view, A-123, an identity'
export const here = 'On this screen'
export const views = 'Views'
export const alerts = 'Alerts'
export const identities = 'Identities'
export const noAlert = (name: string) => `There is no alert ${name}`
export const goTo = 'Go to'
export const change = 'Change'
export const move = 'move'
export const run = 'do'
export const search = 'Search'
export const searchAlerts = (text: string) => `Search alerts for “${text}”`
export const searchIdentities = (text: string) => `Search identities for “${text}”`
export const searchTriggers = (text: string) => `Search triggers for “${text}”`

/** Words that find a command, and that nobody reads. */
export const densityAlso = 'density'
export const zoneAlso = 'zone'
export const stopAlso = 'halt emergency'
export const keysAlso = 'shortcuts keyboard'
