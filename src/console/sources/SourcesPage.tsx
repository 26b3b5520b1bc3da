import * as words from '#words/sources.tsx'
import { Link } from '../shared/router/Link.tsx'
import { oneOf, useUrlWords } from '../shared/url-state.ts'
import { ScreenBar } from '../ui/layout.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { ConnectorsTab } from './ConnectorsTab.tsx'
import { DeadLettersTab } from './DeadLettersTab.tsx'
import { ExercisesTab } from './ExercisesTab.tsx'
import { MappingsTab } from './MappingsTab.tsx'
import { PeopleTab } from './PeopleTab.tsx'
import { SampleBanner } from './SampleBanner.tsx'
import { SourcesTab } from './SourcesTab.tsx'

const TABS = [
  { value: 'sources', label: words.sources },
  { value: 'mappings', label: words.mappings },
  { value: 'dead-letters', label: words.deadLetters },
  { value: 'connectors', label: words.connectors },
  { value: 'exercises', label: words.exercises },
  { value: 'people', label: words.people },
] as const

/** What comes in, what could not be read, what can be acted on, and who may do so. */
export function SourcesPage() {
  const [urlWords, changeWords] = useUrlWords()
  const tab = oneOf(
    urlWords['tab'],
    TABS.map(({ value }) => value),
    'sources',
  )
  return (
    <>
      <ScreenBar
        title={words.sources}
        end={
          <Link to="/api-docs" className="rounded-m px-2 py-1 text-small text-accent hover:underline">
            {words.api}
          </Link>
        }
      >
        <Tabs
          label={words.kindsOfSource}
          value={tab}
          onChange={(value) => changeWords({ tab: value === 'sources' ? null : value }, 'push')}
          tabs={TABS}
        />
      </ScreenBar>
      <SampleBanner />
      {/* Reachable by Tab, so that a panel without controls can be scrolled by keyboard. */}
      <div
        role="tabpanel"
        aria-label={TABS.find(({ value }) => value === tab)?.label}
        tabIndex={0}
        data-ring="inside"
        className="min-h-0 grow overflow-y-auto"
      >
        {tab === 'sources' ? <SourcesTab /> : null}
        {tab === 'mappings' ? <MappingsTab /> : null}
        {tab === 'dead-letters' ? <DeadLettersTab /> : null}
        {tab === 'connectors' ? <ConnectorsTab /> : null}
        {tab === 'exercises' ? <ExercisesTab /> : null}
        {tab === 'people' ? <PeopleTab /> : null}
      </div>
    </>
  )
}
