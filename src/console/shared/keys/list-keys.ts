import * as words from '#words/shared/keys.ts'
import type { GridCommand, GridKeys, GridMove } from '../../ui/grid-keys.ts'
import type { KeyGroup } from './key-bindings.ts'

const COMMANDS: Readonly<Record<string, GridCommand>> = {
  next: step('next', false),
  previous: step('previous', false),
  select: { kind: 'toggle' },
  'extend-next': step('next', true),
  'extend-previous': step('previous', true),
}

/** The keys of every grid, bound by the grid itself. Those of a single character can be changed. */
export const LIST_KEYS: KeyGroup = {
  id: 'list',
  title: words.inAList,
  isEverywhere: true,
  bindings: [
    { id: 'next', label: words.next, sequences: [['j'], ['ArrowDown']] },
    { id: 'previous', label: words.previous, sequences: [['k'], ['ArrowUp']] },
    { id: 'ends', label: words.firstLast, sequences: [['Home'], ['End']] },
    { id: 'page', label: words.pageDownUp, sequences: [['PageDown'], ['PageUp']] },
    { id: 'open', label: words.open, sequences: [['Enter']] },
    { id: 'preview', label: words.preview, sequences: [[' ']] },
    { id: 'select', label: words.select, sequences: [['x']] },
    { id: 'extend-next', label: words.extendTheSelection, sequences: [['Shift+J']] },
    { id: 'extend-previous', label: words.extendItUpwards, sequences: [['Shift+K']] },
    { id: 'select-all', label: words.selectAllInView, sequences: [['Mod+A']] },
    { id: 'fold', label: words.foldUnfoldAGroup, sequences: [['ArrowLeft'], ['ArrowRight']] },
    { id: 'sort', label: words.toTheHeadersThen, sequences: [['ArrowUp'], ['Enter']] },
  ],
}

/** What the grid binds, from the group as a person has it. A grid knows chords, not sequences: of two keys the first counts. */
export function gridKeysOf(group: KeyGroup): GridKeys {
  return Object.fromEntries(
    group.bindings.flatMap(({ id, sequences }) => {
      const command = COMMANDS[id]
      const chord = sequences.find((sequence) => sequence.length === 1 && !sequence[0]?.startsWith('Arrow'))?.[0]
      return command === undefined || chord === undefined ? [] : [[chord, command] as const]
    }),
  )
}

function step(to: GridMove, extend: boolean): GridCommand {
  return { kind: 'move', to, extend }
}
