import * as words from '#words/sources.tsx'
import { actionOf } from '../../domain/action/catalogue.ts'
import type { ExerciseStep } from '../../domain/views/exercise-views.ts'
import { VerificationMark } from '../shared/marks/VerificationMark.tsx'
import { HostileText } from '../ui/HostileText.tsx'
import { NotApplicable } from '../ui/layout.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { TWIN } from './exercise-words.ts'
import { Table } from './Table.tsx'

/** What each action did, what broke, and how long the undo took; of an exercise that is under way, how far it is. */
export function ExerciseSteps({ label, steps }: { readonly label: string; readonly steps: readonly ExerciseStep[] }) {
  return (
    <Table
      label={label}
      head={[
        [words.action, 'text-start'],
        [words.triedOn, 'text-start'],
        [words.readBack, 'text-start'],
        [words.broke, 'text-start'],
        [words.undoTitle, 'text-start whitespace-nowrap'],
        [words.backAfter, 'text-end whitespace-nowrap'],
        [words.staysDown, 'text-start ps-8 whitespace-nowrap'],
      ]}
    >
      {steps.map((step) => (
        <tr key={step.action}>
          <td className="whitespace-nowrap">{actionOf(step.action).title}</td>
          <td className="whitespace-nowrap text-text-2">
            {step.on === TWIN ? words.theTwin : <HostileText text={step.on} />}
          </td>
          {step.state === 'done' ? <Done step={step} /> : <UnderWay state={step.state} />}
        </tr>
      ))}
    </Table>
  )
}

function Done({ step }: { readonly step: ExerciseStep }) {
  return (
    <>
      <td>
        {step.problem === null ? (
          <ReadBack step={step} />
        ) : (
          <span className="text-bad">
            <HostileText text={step.problem} />
          </span>
        )}
      </td>
      <td className="text-text-2">{names(step.broke)}</td>
      <td className="whitespace-nowrap text-text-2">{words.undo[step.undo]}</td>
      <td className="text-end whitespace-nowrap tabular-nums">
        {step.backAfterSeconds === null ? <NotApplicable /> : words.backAfterSecondsText(step.backAfterSeconds)}
      </td>
      <td className="ps-8 text-text-2">{names(step.stayDown)}</td>
    </>
  )
}

/** What only watches leaves everything open, and that is no failure. */
function ReadBack({ step: { undo, containment, readback } }: { readonly step: ExerciseStep }) {
  if (undo === 'nothing-to-undo') return <span className="text-text-2">{words.itClosesNothing}</span>
  return <VerificationMark state={containment} detail={readback} />
}

function UnderWay({ state }: { readonly state: Exclude<ExerciseStep['state'], 'done'> }) {
  return (
    <td colSpan={5} className="text-text-2">
      <span className="inline-flex items-center gap-2">
        {state === 'waiting' ? null : <Spinner />}
        {words.underWay[state]}
      </span>
    </td>
  )
}

function names(list: readonly string[]): string {
  return list.length === 0 ? words.nobody : list.join(', ')
}
