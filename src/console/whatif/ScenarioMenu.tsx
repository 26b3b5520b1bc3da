import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FolderOpen } from 'lucide-react'
import * as words from '#words/whatif.tsx'
import type { Policy } from '../../domain/policy/policy.ts'
import type { ScenarioDetail } from '../../domain/views/history-views.ts'
import { useBackend } from '../shared/backend.tsx'
import { failureLine } from '../shared/backend-error.ts'
import { useUrlWords } from '../shared/url-state.ts'
import { sayRefusal } from '../shared/use-refusal.ts'
import { Button } from '../ui/Button.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx'
import { say } from '../ui/Toast.tsx'
import { policyVersionQuery, scenariosQuery } from './queries.ts'

interface ScenarioMenuProps {
  readonly current: ScenarioDetail | null
  readonly versions: readonly number[]
  readonly versionName: (number: number) => string
  /** Goes on with this policy. */
  readonly onBegin: (policy: Policy) => void
}

/** What may be begun from: saved scenarios, and every version that the policy had. */
export function ScenarioMenu({ current, versions, versionName, onBegin }: ScenarioMenuProps) {
  const backend = useBackend()
  const queries = useQueryClient()
  const [, changeWords] = useUrlWords()
  const list = useQuery(scenariosQuery(backend))
  const begin = (number: number) => {
    queries.fetchQuery(policyVersionQuery(backend, number)).then(
      ({ policy }) => {
        if (policy !== null) onBegin(policy)
      },
      (error: unknown) => say(failureLine(error)),
    )
  }
  const remove = (id: string) => {
    backend.removeScenario(id).then(
      async () => {
        changeWords({ scenario: null }, 'push')
        await queries.invalidateQueries({ queryKey: ['what-if', 'scenarios'] })
        say(words.scenarioDeleted)
      },
      (error: unknown) => say(failureLine(error)),
    )
  }
  return (
    <Menu trigger={<Button icon={<FolderOpen aria-hidden size={14} />}>{words.scenarios}</Button>}>
      <MenuLabel>{words.saved}</MenuLabel>
      {(list.data ?? []).length === 0 ? (
        <MenuLabel>{list.isError ? words.theyCouldNotBeLoaded : words.noneYet}</MenuLabel>
      ) : null}
      {(list.data ?? []).map((one) => (
        <MenuItem key={one.id} onSelect={() => changeWords({ scenario: one.id }, 'push')}>
          {words.scenarioLine(
            one.number,
            <HostileText text={one.name} />,
            <span className="text-text-3">
              {' '}
              <HostileText text={one.isMine ? words.yours : one.owner.name} />
            </span>,
          )}
        </MenuItem>
      ))}
      {current === null ? null : (
        <MenuItem disabledBecause={sayRefusal(current.scenario.mayChange)} onSelect={() => remove(current.scenario.id)}>
          {words.deleteScenario(current.scenario.number)}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuLabel>{words.beginFromAVersion}</MenuLabel>
      {versions.slice(0, 8).map((number) => (
        <MenuItem key={number} onSelect={() => begin(number)}>
          {versionName(number)}
        </MenuItem>
      ))}
    </Menu>
  )
}
