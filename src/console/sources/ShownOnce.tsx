import { Copy } from 'lucide-react'
import * as words from '#words/sources.tsx'
import { Button } from '../ui/Button.tsx'
import { copyText } from '../ui/copy-text.ts'
import { TextField } from '../ui/TextField.tsx'

/** A secret that exists nowhere else from now on. */
export function ShownOnce({ what, value }: { readonly what: string; readonly value: string }) {
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 grow">
        <TextField
          label={what}
          mono
          readOnly
          value={value}
          onChange={() => undefined}
          onFocus={(event) => event.target.select()}
          hint={words.shownNowAndNever}
        />
      </div>
      <span className="pb-5">
        <Button icon={<Copy aria-hidden size={14} />} onClick={() => void copyText(value, what)}>
          {words.copy}
        </Button>
      </span>
    </div>
  )
}
