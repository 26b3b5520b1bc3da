import { useQuery } from '@tanstack/react-query'
import * as words from '#words/alert.tsx'
import type { RecordRow } from '../../domain/views/alert-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { RecordMark } from '../shared/marks/RecordMark.tsx'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { recordQuery } from '../shared/triage/queries.ts'
import { Code } from '../ui/Code.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Digest } from '../ui/Digest.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Facts } from '../ui/layout.tsx'
import { bytesText } from '../ui/number-text.ts'
import { LoadingState } from '../ui/states.tsx'
import { Time } from '../ui/Time.tsx'

/**
 * One sealed record as it may be shown. The bytes hold secrets and never leave the store, so this page cannot hash them
 * itself: the gateway takes the digest anew for every look, and the page compares it with the one the alert names.
 */
export function RawRecord({ record, onClose }: { readonly record: RecordRow; readonly onClose: () => void }) {
  const raw = useQuery(recordQuery(useBackend(), record.id))
  const isIntact = raw.data === undefined ? null : raw.data.isIntact !== false && raw.data.digest === record.digest
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="wide"
      title={words.rawRecord}
      headerExtra={
        isIntact === null ? undefined : <RecordMark state={isIntact ? 'verified' : 'broken'} size="heading" />
      }
    >
      {raw.isPending ? <LoadingState label={words.openingRecord} /> : null}
      {raw.error === null ? null : <QueryFailed error={raw.error} onRetry={() => void raw.refetch()} />}
      {raw.data === undefined ? null : (
        <div className="flex flex-col gap-4">
          <Facts
            columns={2}
            facts={[
              { label: words.source, value: <HostileText text={raw.data.source} /> },
              { label: words.received, value: <Time at={raw.data.receivedAt} look="full" /> },
              { label: words.format, value: `${raw.data.format}, ${bytesText(raw.data.bytes)}` },
              { label: words.digest, value: <Digest hex={raw.data.digest} of={words.record} /> },
            ]}
          />
          <p className="text-small text-text-2">{isIntact === true ? words.bytesAreAsSealed : words.theStoredBytes}</p>
          <Code
            label={words.recordRedacted}
            title={words.asReceived}
            aside={words.howMuchIsRedacted(raw.data.redactedAt.length)}
            text={JSON.stringify(raw.data.shown, null, 2)}
          />
          {raw.data.redactedAt.length === 0 ? null : (
            <p className="text-small text-text-3">
              {words.redactedAt}{' '}
              {raw.data.redactedAt.map((at) => (
                <HostileText key={at} text={at} mono className="me-2" />
              ))}
            </p>
          )}
        </div>
      )}
    </Dialog>
  )
}
