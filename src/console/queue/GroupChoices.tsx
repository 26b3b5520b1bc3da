import * as words from '#words/queue.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import { fieldLabel } from '../shared/field-label.ts'
import { MenuItem, MenuLabel, MenuSeparator, MenuSwitch } from '../ui/Menu.tsx'
import { GROUP_FIELDS, MOST_GROUPS } from './queue-view.ts'

export interface GroupChoicesProps {
  readonly groupBy: readonly FieldName[]
  readonly isCollapsed: boolean
  readonly onGroup: (groupBy: readonly FieldName[]) => void
  readonly onCollapse: (isCollapsed: boolean) => void
}

/** Up to three fields, each with its place in the order in which they were chosen; and whether repeats are one row. */
export function GroupChoices({ groupBy, isCollapsed, onGroup, onCollapse }: GroupChoicesProps) {
  return (
    <>
      <MenuLabel>{words.groupBy}</MenuLabel>
      {GROUP_FIELDS.map((field) => (
        <MenuSwitch
          key={field}
          isOn={groupBy.includes(field)}
          onChange={(isOn) =>
            onGroup(isOn ? [...groupBy, field].slice(-MOST_GROUPS) : groupBy.filter((one) => one !== field))
          }
        >
          {fieldLabel(field)}
          {groupBy.length > 1 && groupBy.includes(field) ? (
            <span className="ms-auto ps-4 text-text-3 tabular-nums">{groupBy.indexOf(field) + 1}</span>
          ) : null}
        </MenuSwitch>
      ))}
      {groupBy.length === 0 ? null : <MenuItem onSelect={() => onGroup([])}>{words.groupNone}</MenuItem>}
      <MenuSeparator />
      <MenuSwitch isOn={isCollapsed} onChange={onCollapse}>
        {words.repeats}
      </MenuSwitch>
    </>
  )
}
