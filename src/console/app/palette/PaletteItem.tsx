import { Command } from 'cmdk'
import type { ReactNode } from 'react'
import * as words from '#words/app.tsx'
import { Kbd } from '../../ui/Kbd.tsx'

interface PaletteGroupProps {
  readonly title: string
  readonly children: ReactNode
}

export function PaletteGroup({ title, children }: PaletteGroupProps) {
  return (
    <Command.Group heading={<span className="block px-4 pt-3 pb-1 text-small text-text-3">{title}</span>}>
      {children}
    </Command.Group>
  )
}

interface PaletteItemProps {
  /** Unique in the palette. */
  readonly value: string
  readonly icon: ReactNode
  readonly children: ReactNode
  readonly onRun: () => void
  readonly keys?: readonly string[] | undefined
  /** What it is set to at present. */
  readonly now?: string | undefined
}

export function PaletteItem({ value, icon, children, onRun, keys, now }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onRun}
      className="relative flex min-h-9 cursor-default items-center gap-3 px-4 text-body data-[selected=true]:bg-select data-[selected=true]:before:absolute data-[selected=true]:before:inset-y-0 data-[selected=true]:before:start-0 data-[selected=true]:before:w-[3px] data-[selected=true]:before:bg-accent touch:min-h-11"
    >
      <span className="text-text-2">{icon}</span>
      <span className="min-w-0 truncate">{children}</span>
      {now === undefined ? null : <span className="text-small text-text-3">{words.now(now)}</span>}
      {keys === undefined || keys.length === 0 ? null : (
        <span className="ms-auto">
          <Kbd keys={keys} />
        </span>
      )}
    </Command.Item>
  )
}
