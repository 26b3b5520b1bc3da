import type { Identity } from './identity.ts'

/** The team that answers for an identity: whoever runs it, else whoever it is run for. Null where nobody is known. */
export function ownerTeamOf(identity: Pick<Identity, 'technicalOwner' | 'businessOwner'> | null): string | null {
  return identity?.technicalOwner ?? identity?.businessOwner ?? null
}
