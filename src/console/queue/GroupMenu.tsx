import { Layers } from 'lucide-react'
import * as words from '#words/queue.ts'
import type { FieldName } from '../../domain/query/fields.ts'
import { fieldLabel } from '../shared/field-label.ts'
import { Button } from '../ui/Button.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator, MenuSwitch } from '../ui/Menu.tsx'
import { GROUP_FIELDS, MOST_GROUPS } from './queue-view.ts'

interface GroupMenuProps {
  readonly groupBy: readonly FieldName[]
  readonly isCollapsed: boolean
  readonly onGroup: (groupBy: readonly FieldName[]) => void
  readonly onCollapse: (isCollapsed: boolean) => void
}

/** Up to three fields, in the order in which they were chosen; and whether repeats are one row. */
export function GroupMenu({ groupBy, isCollapsed, onGroup, onCollapse }: GroupMenuProps) {
  const labelOf = (field: FieldName) => fieldLabel(field)
  const [first, ...others] = groupBy
  const said =
    first === undefined
      ? words.group
      : [labelOf(first), ...others.map((field) => words.groupThen(labelOf(field)))].join(' ')
  return (
    <Menu
      trigger={
        <Button
          icon={<Layers aria-hidden size={14} />}
          aria-label={`${words.group}: ${first === undefined ? words.groupNone : said}`}
        >
          <span className="hidden tablet:inline">{said}</span>
        </Button>
      }
    >
      <MenuLabel>{words.groupBy}</MenuLabel>
      {GROUP_FIELDS.map((field) => (
        <MenuSwitch
          key={field}
          isOn={groupBy.includes(field)}
          onChange={(isOn) =>
            onGroup(isOn ? [...groupBy, field].slice(-MOST_GROUPS) : groupBy.filter((one) => one !== field))
          }
        >
          {labelOf(field)}
        </MenuSwitch>
      ))}
      {groupBy.length === 0 ? null : <MenuItem onSelect={() => onGroup([])}>{words.groupNone}</MenuItem>}
      <MenuSeparator />
      <MenuSwitch isOn={isCollapsed} onChange={onCollapse}>
        {words.repeats}
      </MenuSwitch>
    </Menu>
  )
}
