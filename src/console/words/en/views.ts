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
export const imported = (count: number) => `${plural(count, 'view')} imported.`
export const importFailed = 'The file was not imported.'
export const importHalf = (done: number, of: number) => `${done} of ${of} views were imported, then it stopped.`
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
