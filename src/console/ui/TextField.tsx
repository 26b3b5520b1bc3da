import { clsx } from 'clsx'
import { CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  /** What is wrong and which correction helps; null while nothing is. */
  readonly error?: string | null
  readonly mono?: boolean
}

export interface TextFieldProps extends FieldProps, Omit<ComponentProps<'input'>, keyof FieldProps> {
  /** Right inside the field: a tick once the value fits, a unit. */
  readonly end?: ReactNode
}

const BOX =
  'w-full rounded-m border bg-sunken in-data-[theme=light]:bg-surface px-2.5 text-body text-text transition-colors placeholder:text-text-3 read-only:text-text-2'

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error, mono = false, end, className, ...attributes } = props
  const id = useId()
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <span className="relative block">
        <input
          autoComplete="off"
          spellCheck={false}
          {...attributes}
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-invalid={hasError(error) || undefined}
          aria-describedby={describedBy(id, hint, error)}
          className={clsx(BOX, 'h-8 touch:h-11', edge(error), mono && 'font-mono text-small', className)}
        />
        {end === undefined ? null : (
          <span className="pointer-events-none absolute inset-y-0 end-2.5 flex items-center text-text-3">{end}</span>
        )}
      </span>
    </Field>
  )
}

export interface TextAreaProps extends FieldProps, Omit<ComponentProps<'textarea'>, keyof FieldProps> {}

export function TextArea(props: TextAreaProps) {
  const { label, value, onChange, hint, error, mono = false, className, rows = 3, id: given, ...attributes } = props
  const own = useId()
  const id = given ?? own
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <textarea
        {...attributes}
        id={id}
        rows={rows}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={hasError(error) || undefined}
        aria-describedby={describedBy(id, hint, error)}
        className={clsx(BOX, 'block resize-y py-1.5', edge(error), mono && 'font-mono text-small', className)}
      />
    </Field>
  )
}

interface FrameProps {
  readonly id: string
  readonly label: string
  readonly hint: ReactNode
  readonly error: string | null | undefined
  readonly children: ReactNode
}

function Field({ id, label, hint, error, children }: FrameProps) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-small text-text-2">
        {label}
      </label>
      {children}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-micro text-text-3">
          {hint}
        </p>
      )}
      {hasError(error) ? (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-small text-bad">
          <CircleAlert aria-hidden size={14} className="mt-px shrink-0" />
          {error}
        </p>
      ) : null}
    </div>
  )
}

function hasError(error: string | null | undefined): error is string {
  return error !== null && error !== undefined && error !== ''
}

function edge(error: string | null | undefined): string {
  return hasError(error) ? 'border-bad' : 'border-line-strong'
}

function describedBy(id: string, hint: ReactNode, error: string | null | undefined): string | undefined {
  const ids = [hint === undefined ? '' : `${id}-hint`, hasError(error) ? `${id}-error` : ''].filter((x) => x !== '')
  return ids.length === 0 ? undefined : ids.join(' ')
}
