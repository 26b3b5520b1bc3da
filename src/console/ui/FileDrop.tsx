import { clsx } from 'clsx'
import { Upload } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { ProgressBar } from './ProgressBar.tsx'

export interface FileDropProps {
  /** "Drop alert files here, or choose them". */
  readonly label: string
  /** Formats, limits: what will be accepted, before anybody tries. */
  readonly hint: ReactNode
  /** As of `<input accept>`; files that are dropped are not held to it, the gateway judges them. */
  readonly accept?: string
  readonly onFiles: (files: readonly File[]) => void
  /** Undefined: nothing under way. */
  readonly progress?: { readonly value: number; readonly max: number; readonly text: string } | undefined
}

/** Drag and drop with a file button that does the same, so that no pointer is needed. */
export function FileDrop({ label, hint, accept, onFiles, progress }: FileDropProps) {
  const id = useId()
  const [isOver, setIsOver] = useState(false)
  const isBusy = progress !== undefined
  return (
    <div
      className={clsx(
        'flex flex-col gap-2 rounded-m border border-dashed px-4 py-5',
        isOver ? 'border-accent bg-select' : 'border-line-strong',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus',
      )}
      onDragOver={(event) => {
        event.preventDefault()
        event.dataTransfer.dropEffect = isBusy ? 'none' : 'copy'
        setIsOver(!isBusy)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        const files = [...event.dataTransfer.files]
        if (!isBusy && files.length > 0) onFiles(files)
      }}
    >
      <label htmlFor={id} className="flex items-center gap-2 font-strong">
        <Upload aria-hidden size={16} className="text-text-2" />
        {label}
      </label>
      <input
        id={id}
        type="file"
        multiple
        accept={accept}
        aria-busy={isBusy || undefined}
        // What is under way stands beneath; the field keeps its place in the tab order meanwhile.
        onClick={(event) => {
          if (isBusy) event.preventDefault()
        }}
        aria-describedby={`${id}-hint`}
        className="sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
      <p id={`${id}-hint`} className="text-small text-text-3">
        {hint}
      </p>
      {progress === undefined ? null : (
        <div className="flex items-center gap-3">
          <ProgressBar label={label} value={progress.value} max={progress.max} valueText={progress.text} />
          <span className="shrink-0 text-small text-text-2 tabular-nums">{progress.text}</span>
        </div>
      )}
    </div>
  )
}
