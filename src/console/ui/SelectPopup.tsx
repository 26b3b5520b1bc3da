import { Select as Base } from '@base-ui/react/select'
import { Check } from 'lucide-react'
import { useFocusKept } from './plain-first.ts'
import { SelectFace, type SelectProps, selectLook } from './Select.tsx'

interface SelectPopupProps {
  readonly of: SelectProps<string>
  readonly isOpenAtOnce: boolean
  readonly hasFocus: boolean
}

export function SelectPopup({ of, isOpenAtOnce, hasFocus }: SelectPopupProps) {
  const { label, value, onChange, choices, className } = of
  const button = useFocusKept(hasFocus)
  const items = choices.map((choice) => ({ value: choice.value, label: choice.label }))
  return (
    <Base.Root
      items={items}
      value={value}
      defaultOpen={isOpenAtOnce}
      onValueChange={(next) => (next === null ? undefined : onChange(next))}
    >
      <Base.Trigger ref={button} aria-label={label} className={selectLook(className)}>
        <SelectFace of={of} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} collisionPadding={8} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto rounded-l bg-raised p-1 text-text shadow-popover outline-none">
            {choices.map((choice) => (
              <Base.Item
                key={choice.value}
                value={choice.value}
                className="flex min-h-7 cursor-default items-center gap-2 rounded-s px-2 text-small outline-none data-highlighted:bg-select touch:min-h-11"
              >
                <span className="inline-flex w-3.5">
                  <Base.ItemIndicator render={<Check aria-hidden size={14} />} />
                </span>
                <Base.ItemText>{choice.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
