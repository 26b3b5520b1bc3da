import { useQuery } from '@tanstack/react-query'
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
import { bytesText, plural } from '../ui/number-text.ts'
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
      title="Raw record"
      headerExtra={
        isIntact === null ? undefined : <RecordMark state={isIntact ? 'verified' : 'broken'} size="heading" />
      }
    >
      {raw.isPending ? <LoadingState label="Opening the sealed record" /> : null}
      {raw.error === null ? null : <QueryFailed error={raw.error} onRetry={() => void raw.refetch()} />}
      {raw.data === undefined ? null : (
        <div className="flex flex-col gap-4">
          <Facts
            columns={2}
            facts={[
              { label: 'Source', value: <HostileText text={raw.data.source} /> },
              { label: 'Received', value: <Time at={raw.data.receivedAt} look="full" /> },
              { label: 'Format', value: `${raw.data.format}, ${bytesText(raw.data.bytes)}` },
              { label: 'Digest', value: <Digest hex={raw.data.digest} of="record" /> },
            ]}
          />
          <p className="text-small text-text-2">
            {isIntact === true
              ? 'The stored bytes still have the digest under which they were sealed when they arrived.'
              : 'The stored bytes no longer have the digest under which they were sealed: somebody changed this evidence. Do not act on it.'}
          </p>
          <Code
            label="The record, secrets redacted"
            title="As received"
            aside={
              raw.data.redactedAt.length === 0
                ? 'nothing redacted'
                : `${plural(raw.data.redactedAt.length, 'secret')} redacted`
            }
            text={JSON.stringify(raw.data.shown, null, 2)}
          />
          {raw.data.redactedAt.length === 0 ? null : (
            <p className="text-small text-text-3">
              Redacted at{' '}
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
