import type { ReactNode } from 'react'

export const keys = 'Keys'
export const ofPerson = (person: ReactNode) => <>of {person}</>
export const synced = 'synced'
export const onOneDevice = 'on one device'
export const keyFacts = (rpId: ReactNode, addedAt: ReactNode, value: ReactNode, lastUsedAt: ReactNode) => (
  <>
    for {rpId}, added {addedAt}
    {value}
    {lastUsedAt}
  </>
)
export const neverSigned = ', never signed'
export const signedLast = (lastUsedAt: ReactNode) => <>, signed last {lastUsedAt}</>
export const revoke = 'Revoke'
export const revoked = (revokedAt: ReactNode, revokedBecause: ReactNode) => (
  <>
    revoked {revokedAt}: {revokedBecause}
  </>
)

export const revokeThisKey = 'Revoke this key?'
export const revokeItForGood = 'Revoke it for good'
export const keepIt = 'Keep it'
export const notRevoked = 'Not revoked'
export const whatRevokingDoes = (passkey: ReactNode, person: ReactNode) => (
  <>
    From now on “{passkey}” of {person} signs nothing, and what it approved no longer counts for plans that have not
    run. It cannot be brought back.
  </>
)
export const reason = 'Reason'
export const standsInTheRecord = 'Stands in the record: lost, replaced, left the team.'
export const reasonNeeded = 'The record needs a reason.'

export const notUsed = 'The key was not used: it was cancelled, took too long, or did not recognise you. Try again.'
export const alreadyHere = 'This device holds a key of yours already. Use another device or security key.'
export const addressRefused = 'The browser refuses keys on this address. Open the console by its own name.'
export const noKindAccepted =
  'This browser or device has no kind of key that is accepted here. Use another browser, or a security key.'
export const noAnswer = (value: string) => `The key gave no answer${value}. Try again.`

export const lookingForKeys = 'Looking for your keys.'
export const needsAKey = 'It is signed with a passkey, and you have none here. Add one under Your passkeys.'
