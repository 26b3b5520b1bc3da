export const notices = (count: number) => (count === 0 ? 'Notices' : `Notices, ${count} new`)
export const passkeys = 'Your passkeys'
export const theme = 'Theme'
export const density = 'Rows'
export const zone = 'Times'
export const themes = { dark: 'Dark', light: 'Light', system: 'As the system' } as const
export const densities = { compact: 'Compact', standard: 'Standard', roomy: 'Roomy' } as const
export const zones = { utc: 'UTC', local: 'Local zone' } as const
export const otherZone = 'Another time zone'
export const chooseZone = {
  title: 'Time zone',
  search: 'City or region',
  list: 'Time zones',
  nothing: 'No time zone of this browser has these letters.',
  more: (count: number) => `${count} more: type to narrow`,
  foot: 'Every time on the screen is written in it, with its offset. Links and exports stay in UTC.',
} as const
export const singleKeys = 'Single-letter keys'
export const become = (name: string) => `Become ${name}`
export const personas = 'Sample people'
export const signOut = 'Sign out'
export const version = (version: string, database: string) => `Sluicegate ${version}, ${database}`
