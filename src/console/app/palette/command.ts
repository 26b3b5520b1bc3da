import type { ReactNode } from 'react'

/** Something that can be done, as data: it is found by its words before it is drawn. */
export interface PaletteCommand {
  /** Unique in the palette. */
  readonly id: string
  readonly label: string
  /** Words that find it, too, and that nobody reads. */
  readonly also?: string
  readonly icon: ReactNode
  readonly keys?: readonly string[] | undefined
  /** What it is set to at present. */
  readonly now?: string
  readonly run: () => void
}

export interface CommandGroup {
  readonly title: string
  readonly commands: readonly PaletteCommand[]
}
