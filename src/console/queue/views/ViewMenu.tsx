import { useQueryClient } from '@tanstack/react-query'
import { BookmarkPlus, Download, Link2, Pencil, Save, Trash2, Upload, VolumeOff } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import * as words from '#words/views.ts'
import type { ImportStep } from '../../../domain/saved-view/import-views.ts'
import type { SavedView } from '../../../domain/saved-view/saved-view.ts'
import { useBackend } from '../../shared/backend.tsx'
import { failureLine } from '../../shared/backend-error.ts'
import { useNavigate } from '../../shared/router/router.ts'
import { sayRefusal } from '../../shared/use-refusal.ts'
import { hrefOfView, type ListedView } from '../../shared/views/listed-views.ts'
import { IconButton } from '../../ui/Button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { useUiSettings } from '../../ui/settings.tsx'
import { say } from '../../ui/Toast.tsx'
import type { ImportFailedDialogProps } from './ImportFailedDialog.tsx'
import { loadViewFile } from './load-view-file.ts'

const SaveViewDialog = lazy(() => import('./SaveViewDialog.tsx').then((module) => ({ default: module.SaveViewDialog })))

const ImportViewsDialog = lazy(() =>
  import('./ImportViewsDialog.tsx').then((module) => ({ default: module.ImportViewsDialog })),
)

const ImportFailedDialog = lazy(() =>
  import('./ImportFailedDialog.tsx').then((module) => ({ default: module.ImportFailedDialog })),
)

interface ViewMenuProps {
  /** The view that is open; null for a link that names none. */
  readonly view: ListedView | null
  /** What stands in the URL now, as it would be saved. */
  readonly search: string
  readonly isChanged: boolean
  readonly mine: readonly SavedView[]
  readonly onOpen: (view: Pick<ListedView, 'id'> & { readonly search: string }) => void
}

/** What can be done with the view that is open: keep it, share it, hand it over as a file. */
export function ViewMenu({ view, search, isChanged, mine, onOpen }: ViewMenuProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { capsOf } = useUiSettings()
  const [dialog, setDialog] = useState<'new' | 'edit' | null>(null)
  const [importing, setImporting] = useState<readonly ImportStep[] | null>(null)
  const [notImported, setNotImported] = useState<Pick<ImportFailedDialogProps, 'file' | 'failed'> | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const saved = view?.saved ?? null
  const refusal = saved === null ? null : sayRefusal(saved.mayChange)
  const work = (what: Promise<unknown>, done: string) =>
    void what.then(
      async () => {
        await queries.invalidateQueries({ queryKey: ['views'] })
        say(done)
      },
      (error: unknown) => say(failureLine(error)),
    )

  const exportViews = async (views: readonly SavedView[]) => {
    const { writeViewFile } = await loadViewFile()
    saveFile('sluicegate-views.json', new Blob([writeViewFile(views)], { type: 'application/json' }))
  }
  const importViews = async (chosen: File): Promise<void> => {
    const { importFile } = await import('./import-file.ts')
    const became = await importFile(chosen, backend, queries)
    if (became.kind === 'imported') say(words.imported(became.count))
    else if (became.kind === 'asks') setImporting(became.steps)
    else setNotImported({ file: chosen.name, failed: became })
  }
  const copyLink = () => {
    const path = hrefOfView({ id: view?.id ?? '', words: Object.fromEntries(new URLSearchParams(search)) })
    void copyText(new URL(path, window.location.href).href, words.link).then(
      (isCopied) => isCopied && say(words.linkCopied),
    )
  }

  return (
    <>
      <Menu trigger={<IconButton label={words.menu} icon={<BookmarkPlus aria-hidden size={15} />} />}>
        {saved !== null && isChanged ? (
          <MenuItem
            disabledBecause={refusal}
            icon={<Save aria-hidden size={14} />}
            onSelect={() =>
              work(
                backend.saveView(saved.id, { name: saved.name, search, audience: saved.audience }, saved.version),
                words.saveChanges(saved.name),
              )
            }
          >
            {words.saveChanges(saved.name)}
          </MenuItem>
        ) : null}
        <MenuItem icon={<BookmarkPlus aria-hidden size={14} />} onSelect={() => setDialog('new')}>
          {words.saveAs}…
        </MenuItem>
        {saved === null ? null : (
          <MenuItem
            icon={<Pencil aria-hidden size={14} />}
            disabledBecause={refusal}
            onSelect={() => setDialog('edit')}
          >
            {words.edit}…
          </MenuItem>
        )}
        <MenuItem icon={<Link2 aria-hidden size={14} />} onSelect={copyLink}>
          {words.copyLink}
        </MenuItem>
        <MenuSeparator />
        {saved === null ? null : (
          <MenuItem icon={<Download aria-hidden size={14} />} onSelect={() => void exportViews([saved])}>
            {words.exportOne}
          </MenuItem>
        )}
        <MenuItem
          icon={<Download aria-hidden size={14} />}
          disabledBecause={mine.length === 0 ? words.noneToExport : null}
          onSelect={() => void exportViews(mine)}
        >
          {words.exportAll}
        </MenuItem>
        <MenuItem icon={<Upload aria-hidden size={14} />} onSelect={() => file.current?.click()}>
          {words.importIt}…
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          icon={<VolumeOff aria-hidden size={14} />}
          keys={capsOf('suppressions')}
          onSelect={() => navigate({ to: '/suppressions', search: {} })}
        >
          {words.suppressions}
        </MenuItem>
        {saved === null ? null : (
          <>
            <MenuSeparator />
            <MenuItem
              disabledBecause={refusal}
              icon={<Trash2 aria-hidden size={14} />}
              onSelect={() => work(backend.removeView(saved.id), words.removed(saved.name))}
            >
              {words.remove(saved.name)}
            </MenuItem>
          </>
        )}
      </Menu>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        aria-label={words.importIt}
        className="hidden"
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          event.target.value = ''
          if (chosen !== undefined) void importViews(chosen)
        }}
      />
      {importing === null ? null : (
        <Suspense>
          <ImportViewsDialog steps={importing} onClose={() => setImporting(null)} />
        </Suspense>
      )}
      {notImported === null ? null : (
        <Suspense>
          <ImportFailedDialog
            {...notImported}
            onClose={() => setNotImported(null)}
            onAgain={() => {
              setNotImported(null)
              file.current?.click()
            }}
          />
        </Suspense>
      )}
      {dialog === null ? null : (
        <Suspense>
          <SaveViewDialog
            view={dialog === 'edit' ? saved : null}
            search={dialog === 'edit' && saved !== null && !isChanged ? saved.search : search}
            onClose={() => setDialog(null)}
            onSaved={(kept) => {
              setDialog(null)
              onOpen(kept)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
