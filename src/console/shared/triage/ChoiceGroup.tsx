import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { RADIO } from './radio.ts'

interface ChoiceGroupProps<Value extends string> {
  readonly legend: string
  readonly name: string
  readonly value: Value | null
  readonly onChange: (value: Value) => void
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly detail: ReactNode }[]
  /** Which correction helps; null while nothing is wrong. */
  readonly error: string | null
}

/** One of a few, each with what it means. Native radio buttons: arrows walk, the browser keeps one of them chosen. */
export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { legend, name, value, onChange, choices, error } = props
  const errorId = useId()
  return (
    <fieldset aria-describedby={error === null ? undefined : errorId}>
      <legend className="mb-1 text-small text-text-2">{legend}</legend>
      <div className="flex flex-col">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex min-h-8 items-center gap-2.5 rounded-m px-2 hover:bg-hover has-checked:bg-select has-focus-visible:outline-2 has-focus-visible:outline-focus touch:min-h-11"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
              className={RADIO}
            />
            <span className="w-32 shrink-0 font-strong">{choice.label}</span>
            <span className="text-small text-text-2">{choice.detail}</span>
          </label>
        ))}
      </div>
      {error === null ? null : (
        <p id={errorId} className="mt-1 flex items-center gap-1.5 text-small text-bad">
          <CircleAlert aria-hidden size={14} />
          {error}
        </p>
      )}
    </fieldset>
  )
}
