import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { FilePlus2 } from 'lucide-react'
import { useState } from 'react'
import * as words from '#words/sources.tsx'
import type { MappingView } from '../../domain/views/other-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureWords } from '../shared/backend-error.ts'
import { QueryFailed } from '../shared/QueryFailed.tsx'
import { useRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Section } from '../ui/layout.tsx'
import { LoadingState } from '../ui/states.tsx'
import { EditMapping } from './EditMapping.tsx'
import { mappingsQuery } from './queries.ts'
import { Table } from './Table.tsx'

/** Formats of one's own: where in a record each thing stands, as a document instead of code. */
export function MappingsTab() {
  const backend = useBackend()
  const queries = useQueryClient()
  const mappings = useQuery(mappingsQuery(backend))
  const refusal = useRefusal('manage-sources')
  const [editing, setEditing] = useState<MappingView | 'new' | null>(null)
  const removal = useMutation({
    mutationFn: (name: string) => backend.removeMapping(name),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sources'] }),
  })
  if (mappings.isPending) return <LoadingState label={words.loadingMappings} />
  if (mappings.data === undefined) return <QueryFailed error={mappings.error} onRetry={() => void mappings.refetch()} />
  return (
    <div className="px-6 py-2">
      <Section
        title={words.mappings}
        aside={
          <Button
            icon={<FilePlus2 aria-hidden size={14} />}
            disabledBecause={refusal}
            onClick={() => setEditing('new')}
          >
            {words.addMapping}
          </Button>
        }
      >
        {removal.error === null ? null : (
          <p role="alert" className="pb-2 text-bad">
            {failureWords(removal.error).detail}
          </p>
        )}
        {mappings.data.length === 0 ? (
          <p className="max-w-160 text-text-2">{words.noMappingYet}</p>
        ) : (
          <Table
            label={words.mappings}
            head={[
              [words.name, 'text-start'],
              [words.title, 'text-start'],
              ['', 'text-end'],
            ]}
          >
            {mappings.data.map((mapping) => (
              <tr key={mapping.name}>
                <td>
                  <HostileText text={mapping.name} mono />
                </td>
                <td>
                  <HostileText text={mapping.title} />
                </td>
                <td className="text-end">
                  <Button look="ghost" onClick={() => setEditing(mapping)}>
                    {refusal === null ? words.edit : words.read}
                  </Button>
                  <Button look="ghost" disabledBecause={refusal} onClick={() => removal.mutate(mapping.name)}>
                    {words.remove}
                  </Button>
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Section>
      {editing === null ? null : (
        <EditMapping
          document={editing === 'new' ? null : editing.document}
          refusal={refusal}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}
