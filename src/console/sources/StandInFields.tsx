import * as words from '#words/sources.tsx'
import type { StandIn } from '../../domain/views/exercise-views.ts'
import { TextArea, TextField } from '../ui/TextField.tsx'

/** As it is written in a form: ids one a line. */
export interface StandInText {
  readonly account: string
  readonly credentialIds: string
  readonly tools: string
}

export const NO_STAND_IN: StandInText = { account: '', credentialIds: '', tools: '' }

export function toText({ account, credentialIds, tools }: StandIn): StandInText {
  return { account, credentialIds: credentialIds.join('\n'), tools: tools.join('\n') }
}

export function toStandIn({ account, credentialIds, tools }: StandInText): StandIn {
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  return { account: account.trim(), credentialIds: lines(credentialIds), tools: lines(tools) }
}

interface StandInFieldsProps {
  readonly value: StandInText
  readonly onChange: (value: StandInText) => void
  readonly isMissing: boolean
}

/** What exercises close and open at a target: an account that nobody needs. */
export function StandInFields({ value, onChange, isMissing }: StandInFieldsProps) {
  return (
    <fieldset className="grid gap-3 border-line border-t pt-3">
      <legend className="pe-2 font-strong">{words.standIn}</legend>
      <TextField
        label={words.account}
        value={value.account}
        onChange={(account) => onChange({ ...value, account })}
        mono
        maxLength={400}
        hint={words.asTheTargetCalls}
        error={isMissing ? words.itIsNeeded : null}
      />
      <TextArea
        label={words.itsCredentialsMay}
        value={value.credentialIds}
        onChange={(credentialIds) => onChange({ ...value, credentialIds })}
        mono
        rows={2}
        hint={words.idsOneALine}
      />
      <TextArea
        label={words.itsToolsMayStay}
        value={value.tools}
        onChange={(tools) => onChange({ ...value, tools })}
        mono
        rows={2}
        hint={words.namesOneALine}
      />
    </fieldset>
  )
}
