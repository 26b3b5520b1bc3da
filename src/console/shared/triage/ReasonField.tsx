import { useState } from 'react'
import * as words from '#words/shared/work.tsx'
import { TextArea } from '../../ui/TextField.tsx'

export interface Reason {
  readonly text: string
  readonly setText: (text: string) => void
  /** Whether somebody has tried to send: only then a short reason is called an error. */
  readonly isAsked: boolean
  /** The reason as it is sent; null where it is too short, and the field then says so. */
  readonly ask: () => string | null
}

export function useReason(): Reason {
  const [text, setText] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const given = text.trim()
  return {
    text,
    setText,
    isAsked,
    ask: () => {
      setIsAsked(true)
      return given.length < SHORTEST ? null : given
    },
  }
}

const SHORTEST = 3

interface ReasonFieldProps {
  readonly reason: Reason
  /** Who will read it, and why it is asked for. */
  readonly hint: string
}

/** Why somebody does what they do, in their own words. */
export function ReasonField({ reason, hint }: ReasonFieldProps) {
  const isShort = reason.text.trim().length < SHORTEST
  return (
    <TextArea
      label={words.why}
      value={reason.text}
      onChange={reason.setText}
      maxLength={2000}
      hint={hint}
      error={reason.isAsked && isShort ? words.sayInAFewWords : null}
    />
  )
}
