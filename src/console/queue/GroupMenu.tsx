import { Layers } from 'lucide-react'
import * as words from '#words/queue.ts'
import { fieldLabel } from '../shared/field-label.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import type { GroupChoicesProps } from './GroupChoices.tsx'
import { GroupChoices } from './late-parts.tsx'

/** Says by what the list is grouped, and opens what it can be grouped by. */
export function GroupMenu(props: GroupChoicesProps) {
  const [first, ...others] = props.groupBy
  const said =
    first === undefined
      ? words.group
      : [fieldLabel(first), ...others.map((field) => words.groupThen(fieldLabel(field)))].join(' ')
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
      <GroupChoices {...props} />
    </Menu>
  )
}
