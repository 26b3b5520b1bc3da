import { countText, plural } from '../ui/number-text.ts'

/** The English of the suppressions screen in one place. */
export const words = {
  title: 'Suppressions',
  add: 'Suppress by a query',
  loading: 'Loading suppressions',
  stale: 'This list is not of this moment.',
  staleDetail: 'What was put up or ended since then is not on it.',
  emptyTitle: 'Nothing is suppressed',
  empty:
    'Every open alert is in the queue. From an alert’s menu, or with a query, what is known to be noise is kept out of it for a while.',
  standing: 'In force',
  over: 'Over',
  noneStanding: 'No suppression is in force: every open alert is in the queue.',
  noneOver: 'None has ended yet.',
  head: { name: 'Suppression', what: 'Alerts that fit', why: 'Why', owner: 'Owner', until: 'Until', held: 'Held' },
  extend: 'Another end',
  extendName: (name: string) => `Another end for ${name}`,
  extendDescription: 'You answer for it from then on.',
  extendSend: 'Set this end',
  extendFailed: 'The end was not changed',
  extended: (name: string) => `${name} has another end.`,
  end: 'End it',
  endName: (name: string) => `End ${name}`,
  endDescription: (holding: number) =>
    holding === 0 ? 'It holds nothing now.' : `${plural(holding, 'alert')} come back into the queue at once.`,
  endHint: 'Goes into the record under your name.',
  endFailed: 'It was not ended',
  ended: (name: string, holding: number) => `${name} is over. ${plural(holding, 'alert')} came back.`,
  leave: 'Leave it',
  holds: (holding: number) => `${countText(holding)} now`,
  showHeld: (holding: number, name: string) => `${countText(holding)} now: alerts that ${name} holds now`,
  soFar: (held: number) => `${plural(held, 'alert')} so far`,
  known: (held: number, truePositives: number) =>
    `known when it was set: ${countText(held)} before, ${truePositives === 0 ? 'none' : countText(truePositives)} true`,
  endedBy: 'by',
  foot: (standing: number, holding: number) =>
    `${plural(standing, 'suppression')} in force, ${plural(holding, 'alert')} held back`,
  shown: 'T3 and T4, decoys, confirmed alerts and what acts by itself are always in the queue.',
} as const
