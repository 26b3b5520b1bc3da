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
  title: 'In a list',
  isEverywhere: true,
  bindings: [
    { id: 'next', label: 'Next', sequences: [['j'], ['ArrowDown']] },
    { id: 'previous', label: 'Previous', sequences: [['k'], ['ArrowUp']] },
    { id: 'ends', label: 'First, last', sequences: [['Home'], ['End']] },
    { id: 'page', label: 'Page down, up', sequences: [['PageDown'], ['PageUp']] },
    { id: 'open', label: 'Open', sequences: [['Enter']] },
    { id: 'preview', label: 'Preview', sequences: [[' ']] },
    { id: 'select', label: 'Select', sequences: [['x']] },
    { id: 'extend-next', label: 'Extend the selection', sequences: [['Shift+J']] },
    { id: 'extend-previous', label: 'Extend it upwards', sequences: [['Shift+K']] },
    { id: 'select-all', label: 'Select all in view', sequences: [['Mod+A']] },
    { id: 'fold', label: 'Fold, unfold a group', sequences: [['ArrowLeft'], ['ArrowRight']] },
    { id: 'sort', label: 'To the headers, then sort', sequences: [['ArrowUp'], ['Enter']] },
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
