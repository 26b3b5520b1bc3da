import type { ActionId } from '../../domain/action/action.ts'
import { actionOf } from '../../domain/action/catalogue.ts'
import { plural } from '../ui/number-text.ts'

/** A decision that was made on a plan and not sent yet: it is bound to what was on the page when it was made. */
export interface Mark {
  readonly planId: string
  readonly number: number
  readonly action: ActionId
  readonly choice: 'approve' | 'reject'
  readonly reason: string
  readonly digest: string
  /** `shownDigest` of the page where it is to be signed with a key; null where it is not. */
  readonly signedFor: string | null
  /** Why it could not be sent; null while nobody tried. */
  readonly trouble: string | null
}

export type Marking =
  | { readonly ok: true; readonly marks: readonly Mark[] }
  | { readonly ok: false; readonly because: string }

/**
 * Adds a mark, in place of an older one on the same plan. Only decisions of one kind are sent together, the same choice about the same
 * action, so that nobody says yes to something else in passing.
 */
export function addMark(marks: readonly Mark[], mark: Mark): Marking {
  const others = marks.filter(({ planId }) => planId !== mark.planId)
  const [first] = others
  if (first !== undefined && kindOf(first) !== kindOf(mark)) {
    return {
      ok: false,
      because: `${sayMarks(others)} waits to be submitted. Submit or clear that first: one kind at a time.`,
    }
  }
  return { ok: true, marks: [...others, mark] }
}

/** Approve 3 × “Revoke its sessions”. */
export function sayMarks(marks: readonly Pick<Mark, 'choice' | 'action'>[]): string {
  const [first] = marks
  if (first === undefined) return 'Nothing'
  const word = first.choice === 'approve' ? 'Approve' : 'Reject'
  return `${word} ${marks.length === 1 ? '' : `${marks.length} × `}“${actionOf(first.action).title}”`
}

/** What came of sending them: those that failed stay marked, with why. */
export function afterSubmit(marks: readonly Mark[], failed: ReadonlyMap<string, string>): readonly Mark[] {
  return marks.flatMap((mark) => {
    const trouble = failed.get(mark.planId)
    return trouble === undefined ? [] : [{ ...mark, trouble }]
  })
}

/** "3 decisions sent.", "2 of 3 decisions sent; the other was not." */
export function saySent(all: number, failed: number): string {
  if (failed === 0) return `${plural(all, 'decision')} sent.`
  return `${all - failed} of ${plural(all, 'decision')} sent; what was not stays marked, with why.`
}

function kindOf({ choice, action }: Mark): string {
  return `${choice} ${action}`
}
