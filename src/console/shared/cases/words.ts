import { plural } from '../../ui/number-text.ts'

/** The English of linking alerts as a case, where screens other than the case need it. */
export const words = {
  title: 'Open a case',
  description: 'Alerts worked as one, with one owner and one timeline. An alert is in one case at most.',
  name: 'What is it about?',
  nameShort: 'Give it a name of at least three letters.',
  members: (count: number) => `${plural(count, 'alert')} belong to it`,
  tied: 'Tied to them by a session, a credential, an identity or an address',
  reading: 'Reading what hangs together with it…',
  why: 'Goes into the record: why these belong together.',
  send: 'Open the case',
  leave: 'Leave them apart',
  failed: 'The case was not opened',
  opened: (name: string) => `${name} is open and yours.`,
  isIn: (name: string) => `${name} holds this alert already.`,
  partOf: 'in case',
} as const
