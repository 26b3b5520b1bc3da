import { plural } from './plural.ts'

export const suppressions = 'What is suppressed'
export const tabs = 'Saved views'
export const menu = 'Views'
export const changed = 'changed since saved'
export const reset = 'Reset'
export const saveChanges = (name: string) => `Save into “${name}”`
export const saveAs = 'Save as a new view'
export const edit = 'Name, sharing'
export const copyLink = 'Copy a link to it'
export const link = 'The link'
export const linkCopied = 'Link copied. Who opens it sees these filters on what they may see.'
export const exportAll = 'Export my views'
export const exportOne = 'Export it'
export const importIt = 'Import views'
export const imported = (count: number) =>
  count === 0 ? 'Nothing was imported: the list is as it was.' : `${plural(count, 'view')} imported.`
export const notImported = {
  title: 'The file was not imported',
  correct:
    'Nothing of it was taken, your views are as they were. Correct that place, or export a view here to see what a file of views looks like, and choose the file again.',
  goOn: 'What was imported stands in the list. Choose the file again once that is over: nothing is added twice.',
  again: 'Choose a file again',
  leave: 'Leave it',
} as const
export const importHalf = (done: number, of: number) => `${done} of ${of} views were imported, then it stopped.`
export const importing = {
  title: 'Some of these names are taken',
  others: (free: number, there: number) =>
    [
      free === 0 ? null : `${plural(free, 'other view')} of the file will be added.`,
      there === 0 ? null : `${plural(there, 'view')} of it you have already.`,
    ]
      .filter((one) => one !== null)
      .join(' ') || 'Nothing else is in the file.',
  taken: (owner: string, isMine: boolean) =>
    isMine ? 'You have another view of this name.' : `${owner} shares another view of this name.`,
  isBuiltIn: 'A view of this name comes with the product and stays.',
  whatOf: (name: string) => `What becomes of “${name}”`,
  rename: (free: string) => `Add it as “${free}”`,
  replace: 'Replace the one there is',
  leave: 'Leave it out',
  send: 'Import',
  failed: (done: number) => `${plural(done, 'view')} imported, then it stopped`,
} as const
export const remove = (name: string) => `Delete “${name}”`
export const removed = (name: string) => `“${name}” deleted. The filters are still here.`
export const noneToExport = 'You keep no view yet. Save one first.'
export const dialog = {
  titleNew: 'Save this view',
  titleOld: 'This view',
  name: 'Name',
  team: (team: string) => `Everybody in ${team} finds it`,
  begins: 'The queue begins with it for',
  beginsHint: 'Where a person has not been in another view yet. A role begins with one view: another one loses it.',
  save: 'Save',
  failed: 'The view was not saved',
  needsName: 'Give it a name first.',
  isTaken: 'Another view in your list has this name. Give it another one, or open that view and save into it.',
  shared: (owner: string) => `Shared by ${owner}. A change is for everybody who uses it.`,
} as const
export const roles = {
  analyst: 'Analysts',
  approver: 'Approvers',
  manager: 'Managers',
  auditor: 'Auditors',
  'trigger-engineer': 'Trigger engineers',
  integrator: 'Integrators',
  'break-glass': 'Break-glass',
} as const

export const shiftTriage = 'Shift triage'
export const unassigned = 'Unassigned'
export const containNow = 'Contain now'
export const blocked = 'Blocked'
export const putAside = 'Put aside'
export const suppressed = 'Suppressed'
export const closed = 'Closed'
