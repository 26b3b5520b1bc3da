import { CircleAlert } from 'lucide-react'
import * as words from '#words/views.ts'
import { failureWords } from '../../shared/backend-error.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { HostileText } from '../../ui/HostileText.tsx'
import type { Imported } from './import-file.ts'

export interface ImportFailedDialogProps {
  readonly file: string
  readonly failed: Extract<Imported, { kind: 'refused' | 'stopped' }>
  readonly onClose: () => void
  readonly onAgain: () => void
}

/** A file of views that was not taken, or not all of it: what is wrong at which place, and what to do. It stays until it was read. */
export function ImportFailedDialog({ file, failed, onClose, onAgain }: ImportFailedDialogProps) {
  const { because, correction } = saidOf(failed)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.notImported.title}
      footer={
        <>
          <Button look="ghost" onClick={onClose}>
            {words.notImported.leave}
          </Button>
          <Button look="ink" onClick={onAgain}>
            {words.notImported.again}
          </Button>
        </>
      }
    >
      <p className="mb-3 font-mono text-text-2">
        <HostileText text={file} maxLength={120} />
      </p>
      <Banner tone="bad" isUrgent icon={<CircleAlert aria-hidden size={16} />} title={<HostileText text={because} />} />
      <p className="mt-3 text-text-2">{correction}</p>
    </Dialog>
  )
}

function saidOf(failed: ImportFailedDialogProps['failed']): { readonly because: string; readonly correction: string } {
  if (failed.kind === 'refused') return { because: failed.because, correction: words.notImported.correct }
  const { title, detail } = failureWords(failed.error)
  return {
    because: failed.done === 0 ? `${title}. ${detail}` : `${words.importHalf(failed.done, failed.of)} ${title}.`,
    correction: words.notImported.goOn,
  }
}
