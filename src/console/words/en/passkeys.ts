export const keyAdded = (name: string) => `Key “${name}” added.`
export const addAKey = 'Add a key'
export const makeTheKey = 'Make the key'
export const confirmThenMake = 'Confirm, then make the key'
export const notAdded = 'Not added'
export const nameOfTheKey = 'Name of the key'
export const nameHint = 'How you tell it from your others: “blue key”, “work laptop”.'
export const giveItAName = 'Give it a name.'
export const theBrowserAsks = 'The browser asks for your device or security key, and for its PIN, finger or face.'
export const theBrowserAsksTwice = 'The browser asks twice: first for a key that you have, then for the new one.'

export const yourPasskeys = 'Your passkeys'
export const addingAndRevoking = 'Adding and revoking wait for the connection.'
export const isStale = 'This list is not of this moment.'
export const staleDetail = 'Keys that you have stay; they work where they were added.'
export const loadingYourKeys = 'Loading your keys'
export const whatAPasskeyIs =
  'A passkey signs what you approve, so that anybody can check later that it was you and exactly that plan. The policy says from which tier approvals must be signed.'
export const youHaveNoKey = 'You have no key'
export const keysThatSign = 'Keys that sign'
export const keyCount = (standing: number) => `${standing} of at most 10`
export const keepTwo =
  'Keep two: with one left you can add another, with none a manager has to revoke the lost one first.'
export const noneStands = 'None stands.'
export const revoked = 'Revoked'
