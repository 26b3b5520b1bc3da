import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import * as words from '#words/whatif.tsx'
import { useBackend } from '../shared/backend.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { Select } from '../ui/Select.tsx'
import { scenariosQuery } from './queries.ts'
import { DRAFT_SIDE, type Side, writeSide } from './sides.ts'

interface CompareSelectsProps {
  readonly shown: Side
  readonly against: Side
  readonly versions: readonly number[]
  readonly versionName: (number: number) => string
  readonly onShow: (word: string) => void
  readonly onAgainst: (word: string) => void
}

/** Any two of the draft, the versions that the policy had, and saved scenarios. The draft is never what others are compared with. */
export function CompareSelects(props: CompareSelectsProps) {
  const { shown, against, versions, versionName, onShow, onAgainst } = props
  const backend = useBackend()
  const scenarios = useQuery(scenariosQuery(backend)).data ?? []
  const kept = [
    ...versions.map((number) => ({ value: writeSide({ kind: 'version', number }), label: versionName(number) })),
    ...scenarios.map(({ id, number, name }) => ({
      value: writeSide({ kind: 'scenario', id }),
      label: <ScenarioName number={number} name={name} />,
    })),
  ]
  // A link may name what no list holds: an old version, somebody's scenario that is read by its link alone.
  const withOwn = (choices: readonly { readonly value: string; readonly label: ReactNode }[], side: Side) => {
    const value = writeSide(side)
    return choices.some((one) => one.value === value) ? choices : [...choices, { value, label: nameOf(side) }]
  }
  return (
    <>
      <Select
        label={words.show}
        isLabelShown
        className="max-w-56"
        value={writeSide(shown)}
        onChange={onShow}
        choices={withOwn([{ value: writeSide(DRAFT_SIDE), label: words.draft }, ...kept], shown)}
      />
      <Select
        label={words.compareWith}
        isLabelShown
        className="max-w-64"
        value={writeSide(against)}
        onChange={onAgainst}
        choices={withOwn(kept, against)}
      />
    </>
  )
}

function ScenarioName({ number, name }: { readonly number: number; readonly name: string }) {
  return words.scenarioName(number, <HostileText text={name} />)
}

function nameOf(side: Side): string {
  return side.kind === 'version' ? `v${side.number}` : words.scenarioOf
}
